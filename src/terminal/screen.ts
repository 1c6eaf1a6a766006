// The whole terminal for one command: alternate screen, no cursor, keys as they are pressed.
import type { Screen, ScreenHandlers } from './streams.js';
import type { StandardStreams } from './prompt.js';

const home = '\u001b[H';
const clearLine = '\u001b[2K';
const clearBelow = '\u001b[J';
const enter = `\u001b[?1049h\u001b[?25l${home}${clearBelow}`;
// Cleared first: tmux moves lines of it into the scrollback if the terminal was made larger meanwhile.
const leave = `${home}${clearBelow}\u001b[?25h\u001b[?1049l`;

/** Runs `restore` also when the process ends early; the returned function takes it back. */
export type AtExit = (restore: () => void) => () => void;

/**
 * Takes the terminal until `close`. Nothing remains of it on the screen that was there before. Ctrl-C is a key here:
 * in raw mode a terminal sends no signal.
 */
export const openScreen = (
  { stdin, stdout }: StandardStreams,
  { key, resize }: ScreenHandlers,
  atExit: AtExit,
): Screen => {
  const { isTTY: keyboard } = stdin as { readonly isTTY?: boolean };
  const onData = (chunk: Buffer): void => {
    for (const pressed of chunk.toString('latin1')) key(pressed);
  };
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    forget();
    stdout.off('resize', resize);
    if (keyboard) {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
    }
    stdout.write(leave);
  };
  const forget = atExit(close);
  stdout.write(enter);
  stdout.on('resize', resize);
  if (keyboard) {
    stdin.setRawMode(true);
    stdin.on('data', onData);
  }
  return {
    draw: (lines) => {
      // Each line is cleared before it is written: after one as wide as the terminal, clearing would take its end.
      const frame = lines.map((line) => `${clearLine}${line}`).join('\r\n');
      if (open) stdout.write(`${home}${frame}${clearBelow}`);
    },
    close,
  };
};
