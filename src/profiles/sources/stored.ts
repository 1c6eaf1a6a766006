import { configFile } from '../store.js';
import { credentialsOf, noCredentials, type Source } from './source.js';

/** Keys that `profile add` put into config.json, which only the user can read. */
export const stored: Source = {
  name: 'stored',
  summary: 'keys kept in config.json (mode 0600)',
  provider: null,
  async credentials({ name, profile: { keys }, world }) {
    if (keys === null)
      throw noCredentials(
        `Profile ${name} has no keys`,
        `Store them with \`asrctl profile add ${name} --force\`.`,
      );
    return credentialsOf(configFile(world.paths.configDir), keys.id, keys.secret, keys.token);
  },
};
