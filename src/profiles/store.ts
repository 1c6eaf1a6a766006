// config.json. Read as plain JSON, since every command reads it and `conf` takes long to load;
// written by `conf`, atomically and 0600.
// Synchronous: these files are tiny, and node:fs/promises costs 2 ms to load.
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileFacts } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import { emptyConfig, parseConfig, type Config } from './config.js';

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as { code?: string }).code ?? '');

/** The text of a small file, or null when it is not there. Throws exit 2 when it cannot be read. */
export const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw new CliError(Exit.usage, `Cannot read ${file} (${(error as { code?: string }).code})`, {
      hint: 'Check who owns it and its permissions.',
    });
  }
};

export const configFile = (configDir: string): string => join(configDir, 'config.json');

/** The configuration; empty when there is no file. Throws exit 2 for a broken one. */
export const readConfig = async (
  configDir: string,
  services: readonly ProfileFacts[],
): Promise<Config> => {
  const file = configFile(configDir);
  const text = await readIfThere(file);
  return text === null
    ? emptyConfig
    : parseConfig(
        text,
        file,
        services.map(({ name }) => name),
      );
};

/** Replaces the file as a whole: folder 0700 (conf would make it 0755), file 0600. */
export const writeConfig = async (configDir: string, config: Config): Promise<void> => {
  const { default: Conf } = await import('conf');
  try {
    mkdirSync(configDir, { recursive: true, mode: 0o700 });
    chmodSync(configDir, 0o700);
    const conf = new Conf<Record<string, unknown>>({
      cwd: configDir,
      configName: 'config',
      configFileMode: 0o600,
    });
    conf.store = { ...config };
    chmodSync(configFile(configDir), 0o600);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new CliError(Exit.error, `Cannot write ${configFile(configDir)} (${code ?? 'failed'})`, {
      hint: 'Check the folder, or choose another with ASRCTL_HOME.',
    });
  }
};
