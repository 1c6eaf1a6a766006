// The file of coscmd, ~/.cos.conf.
import { join } from 'node:path';
import type { SourceWorld } from '../../world.js';
import { sectionOf } from '../ini-text.js';
import { noCredentials, wholePair, type CredentialRequest } from '../source.js';

const place = '~/.cos.conf';

/** Its only section, or null where there is no file. */
export const readCosConf = (world: SourceWorld): Readonly<Record<string, string>> | null => {
  const text = world.readSecrets(join(world.home, '.cos.conf'));
  return text === null ? null : sectionOf(text, 'common');
};

/** Throws exit 4 with the reason. */
export const credentials = async ({ world }: CredentialRequest) => {
  const section = readCosConf(world);
  if (section === null)
    throw noCredentials(
      `There are no keys in ${place}`,
      'Choose another source: asrctl profile add NAME --force --source …',
    );
  // Older versions of coscmd wrote access_id.
  const id = section['secret_id'] || section['access_id'] || null;
  const secret = section['secret_key'] || null;
  return wholePair(place, ['secret_id', id], ['secret_key', secret], section['token'] || null);
};
