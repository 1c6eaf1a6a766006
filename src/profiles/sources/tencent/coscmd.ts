// The file of coscmd, ~/.cos.conf.
import { join } from 'node:path';
import type { SourceWorld } from '../../world.js';
import { sectionOf } from '../ini-text.js';
import { regionOf } from './regions.js';
import { noCredentials, wholePair, type CredentialRequest, type ReadSettings } from '../source.js';

const place = '~/.cos.conf';

/** Its only section, or null where there is no file. */
const readCosConf = (world: SourceWorld): Readonly<Record<string, string>> | null => {
  const text = world.readSecrets(join(world.home, '.cos.conf'));
  return text === null ? null : sectionOf(text, 'common');
};

/** Region and bucket; old files have the number of the account in a field of its own. */
export const settings: ReadSettings = async ({ world }) => {
  const section = readCosConf(world);
  if (section === null) return null;
  const { bucket, appid } = section;
  const isSplit = bucket && appid && !bucket.endsWith(`-${appid}`);
  return {
    origin: place,
    region: regionOf(section['region'] || section['endpoint'] || null),
    bucket: (isSplit ? `${bucket}-${appid}` : bucket) || null,
    bucketAlias: null,
  };
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
