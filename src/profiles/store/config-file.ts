// config.json. Every command reads it, so it is read as plain JSON; it is replaced as a whole by conf, under a lock.
import { join } from 'node:path';
import type { ProfileFacts } from '../../api/provider.js';
import { CliError } from '../../errors.js';
import { makePrivateFolder, type User } from '../../folders.js';
import { systemFault } from '../../system-faults.js';
import { configVersion, emptyConfig, parseConfig, type Config } from './config.js';
import { withLock, type LockWorld } from './config-lock.js';
import { readTrusted } from '../trusted-file.js';

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

/**
 * Replaces the file as a whole: conf writes a new file beside it (0600, synced) and renames, so that a reader sees the
 * old or the new text and a full disk destroys none. Only our own user can write in the folder: `makePrivateFolder`.
 */
const writerFor = async (configDir: string): Promise<(config: Config) => void> => {
  // Loaded here: it costs more than the rest of a command, and most commands only read.
  const { default: Conf } = await import('conf');
  return (config) => {
    const conf = new Conf<Record<string, unknown>>({
      cwd: configDir,
      configName: 'config',
      configFileMode: 0o600,
      serialize: (value) => `${JSON.stringify(value, null, 2)}\n`,
    });
    conf.store = { schemaVersion: configVersion, ...config };
  };
};

/** The same error in words that name the file. */
const cannotWrite = (file: string, error: unknown): unknown => {
  const fault = systemFault(error);
  if (fault === null) return error;
  const { exitCode, code, message, hint } = fault;
  const why = message.replace(/^Cannot .*: /, '').toLowerCase();
  return new CliError(exitCode, `Cannot write ${file}: ${why}`, {
    code,
    hint: hint ?? undefined,
    cause: error,
  });
};

/**
 * Reads the configuration, changes it and writes it, while no other process does. `change` may throw; then nothing
 * is written. Throws exit 1 when the file cannot be written.
 */
export const changeConfig = async (
  world: StoreWorld & LockWorld,
  change: (config: Config) => Config,
): Promise<void> => {
  const file = configFile(world.paths.configDir);
  try {
    makePrivateFolder(world.paths.configDir);
    const write = await writerFor(world.paths.configDir);
    await withLock(`${file}.lock`, world, () => write(change(readConfig(world))));
  } catch (error) {
    throw error instanceof CliError ? error : cannotWrite(file, error);
  }
};
