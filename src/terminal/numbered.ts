// A choice from a numbered list, for screen readers: nothing is drawn twice.
import type { Choice } from './streams.js';
import { safeLine } from './text.js';

/** The number of a choice as typed, as its index; null for any other text. */
const indexOfNumber = (typed: string, count: number): number | null => {
  const number = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return number >= 1 && number <= count ? number - 1 : null;
};

const numberedLines = (choices: readonly Choice[]): string =>
  choices
    .map(({ cells }, i) => `${i + 1}. ${cells.filter(Boolean).map(safeLine).join(', ')}\n`)
    .join('');

interface Asking {
  /** Asks and reads one line. */
  readonly ask: (question: string) => Promise<string>;
  readonly write: (text: string) => void;
}

/** Asks until a number of the list is typed. Rejects as `ask`. */
export const pickByNumber = async (
  { ask, write }: Asking,
  question: string,
  choices: readonly Choice[],
): Promise<number> => {
  const range = `1 to ${choices.length}`;
  write(numberedLines(choices));
  for (;;) {
    const index = indexOfNumber(await ask(`${question}, ${range}: `), choices.length);
    if (index !== null) return index;
    write(`Type a number from ${range}.\n`);
  }
};
