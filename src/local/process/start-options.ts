// The checked options of `local start`: paths are absolute, null stands for a default. The options
// travel from the client to the service process and are stored for the next start, both as JSON.
import type { Argv } from '../../argv.js';

export interface StartOptions {
  readonly port: number | null;
  readonly concurrency: number | null;
  /** `auto` or the name of an engine. */
  readonly engine: string;
  readonly model: string | null;
  readonly command: Argv | null;
  /** Where the command's relative words start; null without a command. */
  readonly commandDir: string | null;
  /** Folders it may read; null for those of the process that starts it. */
  readonly roots: readonly string[] | null;
  /** Stop after so long without work; 0 for never. */
  readonly idleMs: number;
}

export const defaultOptions: StartOptions = {
  port: null,
  concurrency: null,
  engine: 'auto',
  model: null,
  command: null,
  commandDir: null,
  roots: null,
  idleMs: 15 * 60_000,
};

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const orNull =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || check(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

const checks: Readonly<Record<keyof StartOptions, (value: unknown) => boolean>> = {
  port: orNull(isCount),
  concurrency: orNull((value) => isCount(value) && value !== 0),
  engine: isText,
  model: orNull(isText),
  command: orNull((value) => isTexts(value) && (value as string[]).length > 0),
  commandDir: orNull(isText),
  roots: orNull(isTexts),
  idleMs: isCount,
};

/** True for what this program wrote; a file of another version, or an edited one, may hold anything. */
export const isStartOptions = (value: unknown): value is StartOptions =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(checks).every(([name, check]) => check((value as Record<string, unknown>)[name]));

/**
 * The folders a service may read by default: the home folder, and the current folder of whoever starts
 * it. The root folder is not one of them: a service started by a boot script would read every file.
 */
export const defaultRoots = (home: string, cwd: string): readonly string[] =>
  cwd === '/' ? [home] : [home, cwd];
