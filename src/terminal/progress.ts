// What a long wait shows on stderr: plain lines, or a spinner on a terminal.
import type { WriteStream } from 'node:tty';
import type { Progress } from './streams.js';

/** Lines that stay, and no status; nothing unless `shown`. */
export const plainProgress = (stderr: WriteStream, shown: boolean): Progress => ({
  animated: false,
  status: () => {},
  line: (text) => {
    if (shown) stderr.write(`${text}\n`);
  },
  stop: () => {},
});

/** A spinner with the status beside it; lines go above it. */
export const spinnerProgress = async (stderr: WriteStream): Promise<Progress> => {
  const { default: ora } = await import('ora');
  // discardStdin would put the terminal into raw mode and swallow what is typed ahead.
  const spinner = ora({ stream: stderr, discardStdin: false });
  return {
    animated: true,
    status: (text) => {
      if (spinner.isSpinning) spinner.text = text;
      else spinner.start(text);
    },
    line: (text) => {
      const resume = spinner.isSpinning;
      if (resume) spinner.stop();
      stderr.write(`${text}\n`);
      if (resume) spinner.start();
    },
    stop: () => void spinner.stop(),
  };
};
