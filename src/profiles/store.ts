// config.json. Every command reads it, so it is read as plain JSON; it is replaced as a whole, under a lock.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileFacts } from '../api/provider.js';
import { CliError } from '../errors.js';
import { makePrivateFolder, type User } from '../folders.js';
import { systemFault } from '../system-faults.js';
import { emptyConfig, parseConfig, type Config } from './config.js';
import { withLock, type LockWorld } from './config-lock.js';
import { readTrusted } from './trusted-file.js';

export interface StoreWorld {
  readonly paths: { readonly configDir: string };
  readonly providers: readonly ProfileFacts[];
  readonly processes: User;
}

export const configFile = (configDir: string): string => join(configDir, 'config.json');

/** The configuration; empty if there is no file. Throws exit 2 for a broken one, 4 for one that others can change. */
export const readConfig = ({ paths, providers, processes }: StoreWorld): Config => {
  const file = configFile(paths.configDir);
  const text = readTrusted(file, processes);
  const services = providers.map(({ name }) => name);
  return text === null ? emptyConfig : parseConfig(text, file, services);
};

/** Writes beside the file and renames, so that a reader sees the old or the new text and a full disk destroys none. */
const replace = (file: string, text: string, unique: string): void => {
  const beside = `${file}.${unique}`;
  try {
    const opened = openSync(beside, 'wx', 0o600);
    try {
      writeSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};

/** The same error in words that name the file. */
const cannotWrite = (file: string, error: unknown): unknown => {
  const fault = systemFault(error);
  if (fault === null) return error;
  const { exitCode, code, message, hint } = fault;
  const why = message.replace(/, \w+(?: '.*)?$/, '').toLowerCase();
  return new CliError(exitCode, `Cannot write ${file}: ${why}`, {
    code,
    hint: hint ?? undefined,
    cause: error,
  });
};

/**
 * Reads the configuration, changes it and writes it, while no other process does. `change` may throw; then nothing
 * is written. Throws exit 1, or 4 without permission, when the file cannot be written.
 */
export const changeConfig = async (
  world: StoreWorld & LockWorld & { random(): number },
  change: (config: Config) => Config,
): Promise<void> => {
  const file = configFile(world.paths.configDir);
  try {
    makePrivateFolder(world.paths.configDir);
    await withLock(`${file}.lock`, world, () => {
      const changed = change(readConfig(world));
      const unique = `${world.processes.pid}-${world.random().toString(36).slice(2)}`;
      replace(file, `${JSON.stringify(changed, null, 2)}\n`, unique);
    });
  } catch (error) {
    throw error instanceof CliError ? error : cannotWrite(file, error);
  }
};
