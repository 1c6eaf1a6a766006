// What a long wait shows on stderr: plain lines, or a block of live lines on a terminal.
import type { WriteStream } from 'node:tty';
import type { LiveBlock } from './live-block.js';
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

/** The status as a block at the bottom; lines go above it. */
export const liveProgress = (stderr: WriteStream, block: LiveBlock): Progress => {
  const above = (text: string): void => void block.above(text, () => stderr.write(text));
  return {
    animated: true,
    status: (lines) => block.show(lines),
    line: (text) => above(`${text}\n`),
    stop: () => block.stop(),
  };
};
