// `--notify-me`: the bell and a desktop notification when a long command is done.
import type { App } from '../../app.js';

/** Arguments of commander's `option`. */
export const notifyFlag = [
  '--notify-me',
  'ring the bell and show a desktop notification when it is done (on a terminal)',
] as const;

/**
 * Through the terminal alone: BEL, and the notifications of iTerm2, kitty and others (OSC 9) and of urxvt, foot and
 * Ghostty (OSC 777). A terminal that knows neither ignores them. A `;` would begin another field.
 */
export const notifyMe = async (
  { io, env }: Pick<App, 'io' | 'env'>,
  text: string,
): Promise<void> => {
  if (!io.stderr.isTTY || env['TERM'] === 'dumb') return;
  const { safeLine } = await import('../../terminal/text.js');
  const line = safeLine(`asrctl: ${text}`).replaceAll(';', ',');
  await io.stderr.write(`\u0007\u001b]9;${line}\u0007\u001b]777;notify;asrctl;${line}\u0007`);
};
