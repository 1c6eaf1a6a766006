// The program on a real terminal: keys typed at it, and what it shows.
import { join } from 'node:path';
import { ensureBuilt, launcher, runProgram } from './spawn.js';

export interface Shown {
  readonly code: number;
  /** Everything that the terminal showed. */
  readonly shown: string;
  /** Steps whose text never came. */
  readonly left: number;
}

/** A text to wait for, and the keys to type then. */
export type Step = readonly [text: string, keys: string];

export const ctrlC = '\u0003';
export const ctrlD = '\u0004';

/** Runs `asrctl <argv>` on a terminal in the given environment. */
export const onTerminal = async (
  argv: readonly string[],
  steps: readonly Step[],
  env: Readonly<Record<string, string>>,
): Promise<Shown> => {
  await ensureBuilt();
  const keyboard = join(import.meta.dirname, 'keyboard.py');
  const words = [keyboard, JSON.stringify(steps), process.execPath, launcher, ...argv];
  const { stdout, stderr } = await runProgram('python3', words, { env });
  if (stdout === '') throw new Error(`keyboard.py failed: ${stderr}`);
  return JSON.parse(stdout) as Shown;
};
