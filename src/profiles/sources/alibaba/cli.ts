// The credentials of a profile of the aliyun command.
import { textOf } from '../../store/config.js';
import type { CredentialRequest, ReadSettings } from '../source.js';
import { cliProfile, place, readConfigJson, wantedName } from './config-json.js';
import { keysOfProfile } from './modes.js';

/** The region of the profile. */
export const settings: ReadSettings = async ({ profile, world }) => {
  const config = readConfigJson(world);
  const name = wantedName(config, profile.settings['sourceProfile'], world);
  const region = textOf(cliProfile(config, name)['region_id']);
  return { origin: `${place} [${name}]`, region, bucket: null, bucketAlias: null };
};

/** Throws exit 4 with the reason, exit 8 when a service does not answer. */
export const credentials = async ({ profile, world }: CredentialRequest) => {
  const config = readConfigJson(world);
  const name = wantedName(config, profile.settings['sourceProfile'], world);
  return keysOfProfile({ config, name, world, path: [] });
};
