// The picker on the real terminal: keys from stdin, lines on stderr.
import type { Interface } from 'node:readline';
import { draw, press, start, type Key, type PickState } from './picker.js';
import type { StandardStreams } from './prompt.js';
import type { Choice } from './streams.js';
import { safeLine } from './text.js';

/** A lone Esc is told from the beginning of an arrow key by this pause, milliseconds. */
const escapeMs = 50;

/** Lines that are drawn again in their own place. */
const drawing = ({ stderr }: StandardStreams) => {
  let drawn = 0;
  const clear = (): string => (drawn > 1 ? `\u001b[${drawn - 1}A` : '') + '\r\u001b[J';
  return {
    show(lines: readonly string[]): void {
      stderr.write(clear() + lines.join('\n'));
      drawn = lines.length;
    },
    end(line: string): void {
      stderr.write(`${clear()}${line}\n`);
    },
  };
};

/** The index of the choice; null for Esc, Ctrl-C and the end of stdin. Rejects with the signal's reason. */
export const pick = async (
  streams: StandardStreams,
  question: string,
  choices: readonly Choice[],
  signal: AbortSignal,
): Promise<number | null> => {
  signal.throwIfAborted();
  const { emitKeypressEvents } = await import('node:readline');
  const { stdin, stderr } = streams;
  const picture = drawing(streams);
  let state: PickState = start;
  const show = (): void =>
    picture.show(draw(question, choices, state, { columns: stderr.columns, rows: stderr.rows }));
  emitKeypressEvents(stdin, { escapeCodeTimeout: escapeMs } as unknown as Interface);
  stdin.setRawMode(true);
  let chosen: number | null = null;
  try {
    chosen = await new Promise<number | null>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      stdin.once('end', () => resolve(null));
      stderr.on('resize', show);
      stdin.on('keypress', (_text: string | undefined, key: Key) => {
        const next = press(choices, state, key);
        if (next === null || typeof next === 'number') return resolve(next);
        state = next;
        return show();
      });
      stdin.resume();
      show();
    });
    return chosen;
  } finally {
    stderr.off('resize', show);
    stdin.removeAllListeners('keypress');
    stdin.setRawMode(false);
    stdin.pause();
    const name = choices[chosen ?? -1]?.cells[0];
    picture.end(name === undefined ? question : `${question}: ${safeLine(name)}`);
  }
};
