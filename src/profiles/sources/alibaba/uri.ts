// Keys from an address (CredentialsURI): a sidecar of the user's, usually on loopback.
import type { Credentials } from '../../../api/provider.js';
import type { SourceWorld } from '../../world.js';
import { askJson, secureUrl } from '../remote.js';
import { noCredentials } from '../source.js';
import { temporaryKeys } from './sts.js';

const timeoutMs = 10_000;

/** Throws exit 4 for an address that is not safe or an answer that is no success, 8 when none comes. */
export const keysFromUri = async (
  address: string,
  origin: string,
  world: SourceWorld,
): Promise<Credentials> => {
  const url = secureUrl(address, origin);
  const { status, fields } = await askJson(world, 'the credentials URI', {
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    timeoutMs,
    direct: url.protocol === 'http:',
  });
  if (status === 200 && fields['Code'] === 'Success')
    return temporaryKeys(`${origin} (${url.host})`, fields);
  throw noCredentials(
    `The credentials URI at ${url.host} gave no keys (status ${status})`,
    'It must answer 200 with {"Code":"Success","AccessKeyId":…,"AccessKeySecret":…,"SecurityToken":…,"Expiration":…}.',
  );
};
