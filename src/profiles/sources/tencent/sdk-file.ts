// The shared file of the Tencent Cloud SDKs: of the user, else of the machine.
import { join } from 'node:path';
import { sectionOf } from '../ini-text.js';
import { noCredentials, wholePair, type CredentialRequest } from '../source.js';
import { assumeRole } from './sts.js';

/** Throws exit 4 with the reason, exit 8 when STS does not answer. */
export const credentials = async ({ profile, world }: CredentialRequest) => {
  const own = world.readSecrets(join(world.home, '.tencentcloud', 'credentials'));
  const place = own === null ? '/etc/tencentcloud/credentials' : '~/.tencentcloud/credentials';
  const text = own ?? world.readSecrets('/etc/tencentcloud/credentials');
  const wanted = profile.settings['sourceProfile'] ?? 'default';
  const section = text === null ? null : sectionOf(text, wanted);
  if (section === null)
    throw noCredentials(
      text === null
        ? 'There is neither ~/.tencentcloud/credentials nor /etc/tencentcloud/credentials'
        : `${place} has no section [${wanted}]`,
      'Name the section with --source-profile, or use another source.',
    );
  const origin = `${place} [${wanted}]`;
  const keys = wholePair(
    origin,
    ['secret_id', section['secret_id'] || null],
    ['secret_key', section['secret_key'] || null],
    section['token'] || null,
  );
  const arn = section['role_arn'];
  if (!arn) return keys;
  const session = section['role_session_name'] || null;
  return assumeRole(keys, { origin, arn, session, region: null, endpoint: null }, world);
};
