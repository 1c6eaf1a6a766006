// The flags of the last `local start`: a command that starts the service because it needs it starts the same one.
import { readFile, rm } from 'node:fs/promises';
import type { App } from '../../app.js';
import { CliError } from '../../errors.js';
import { localPaths } from '../../local/process/paths.js';
import { replacePrivate } from '../../local/process/private-file.js';
import { settingsOf, type ServiceFlags } from './flags.js';

interface Kept {
  readonly schemaVersion: 1;
  /** Only what was given, paths absolute: folders by default are those of whoever starts the service. */
  readonly flags: ServiceFlags;
  /** What an engine command's own words are relative to; null without one. */
  readonly cwd: string | null;
}

const fileOf = (app: App): string => localPaths(app.paths.stateDir).flags;

const isText = (value: unknown): boolean => typeof value === 'string';

const isKept = (value: unknown): value is Kept => {
  const { schemaVersion, flags, cwd } = (value ?? {}) as Record<string, unknown>;
  if (schemaVersion !== 1 || typeof flags !== 'object' || flags === null) return false;
  const { root = [], ...texts } = flags as Record<string, unknown>;
  return (
    Array.isArray(root) &&
    [...root, ...Object.values(texts)].every(isText) &&
    (cwd === null || isText(cwd))
  );
};

/** What automatic starts have to use; null when nothing is kept, or nothing that can be read. */
export const keptFlags = async (app: App): Promise<Kept | null> => {
  try {
    const value = JSON.parse(await readFile(fileOf(app), 'utf8')) as unknown;
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
};

/** Automatic starts use the defaults again. */
export const forgetFlags = (app: App): Promise<void> => rm(fileOf(app), { force: true });

/** Automatic starts use these from now on; none given are the defaults. */
export const keepFlags = async (app: App, flags: ServiceFlags): Promise<void> => {
  if (Object.keys(flags).length === 0) return forgetFlags(app);
  const { model, roots } = settingsOf(app, flags);
  const kept: Kept = {
    schemaVersion: 1,
    flags: { ...flags, ...(model !== null && { model }), ...(flags.root && { root: roots }) },
    cwd: flags.engineCommand === undefined ? null : app.cwd,
  };
  return replacePrivate(fileOf(app), kept);
};

/** An automatic start's failure, with the way out: nobody who sees it typed these flags just now. */
export const addRecoveryHint = (app: App, error: unknown): unknown =>
  error instanceof CliError && !app.signal.aborted
    ? new CliError(error.exitCode, error.message, {
        code: error.code,
        hint: 'Its flags are those of the last `asrctl local start`: give it others, or forget them with `asrctl local stop`.',
        cause: error,
      })
    : error;
