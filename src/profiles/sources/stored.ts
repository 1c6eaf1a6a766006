import { statSync } from 'node:fs';
import { configFile } from '../store/config-file.js';
import type { SourceWorld } from '../world.js';
import { credentialsOf, noCredentials, type Source } from './source.js';

/** Prints a notice if others may read the keys; Windows has no such mode bits. */
const warnIfOpen = (file: string, { tools, platform }: SourceWorld): void => {
  const { mode } = statSync(file);
  if ((mode & 0o077) !== 0 && platform !== 'win32')
    tools.notice(`Other users can read ${file}. Run: chmod 600 ${file}`);
};

/** Keys that `profile add` put into config.json, which only the user can read. */
export const stored: Source = {
  name: 'stored',
  summary: 'keys kept in config.json (mode 0600)',
  provider: null,
  async credentials({ name, profile: { keys }, world }) {
    if (keys === null)
      throw noCredentials(
        `Profile ${name} has no keys`,
        `Store them: asrctl profile add ${name} --force`,
      );
    const file = configFile(world.paths.configDir);
    warnIfOpen(file, world);
    return credentialsOf(file, keys.id, keys.secret, keys.token);
  },
};
