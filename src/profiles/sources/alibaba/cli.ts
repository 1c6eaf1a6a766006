// The credentials of a profile of the aliyun command.
import type { CredentialRequest } from '../source.js';
import { readConfigJson, wantedName } from './config-json.js';
import { keysOfProfile } from './modes.js';

/** Throws exit 4 with the reason, exit 8 when a service does not answer. */
export const credentials = async ({ profile, world }: CredentialRequest) => {
  const config = readConfigJson(world);
  const name = wantedName(config, profile.settings['sourceProfile'], world);
  return keysOfProfile({ config, name, world, path: [] });
};
