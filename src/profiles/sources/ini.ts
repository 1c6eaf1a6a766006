import { join } from 'node:path';
import { variable } from '../world.js';
import { sectionOf } from './ini-text.js';
import { noCredentials, wholePair, type Source } from './source.js';

/** The Alibaba Cloud SDKs' shared file; type access_key (and sts, which the SDK itself refuses). */
export const ini: Source = {
  name: 'ini',
  summary: 'a section of ~/.alibabacloud/credentials',
  provider: 'ims',
  async credentials({ profile, world }) {
    const named = variable(world.env, 'ALIBABA_CLOUD_CREDENTIALS_FILE');
    const place = named ?? '~/.alibabacloud/credentials';
    const text = world.readSecrets(named ?? join(world.home, '.alibabacloud', 'credentials'));
    const wanted =
      profile.settings['sourceProfile'] ??
      variable(world.env, 'ALIBABA_CLOUD_PROFILE') ??
      'default';
    const section = text === null ? null : sectionOf(text, wanted);
    if (section === null)
      throw noCredentials(
        text === null ? `There is no ${place}` : `${place} has no section [${wanted}]`,
        'Name the section with --source-profile, or use another source.',
      );
    const type = section['type'] ?? 'access_key';
    if (type !== 'access_key' && type !== 'sts')
      throw noCredentials(
        `${place} [${wanted}] has the unsupported type ${type}`,
        'Use a section of type access_key, or --source command.',
      );
    return wholePair(
      `${place} [${wanted}]`,
      ['access_key_id', section['access_key_id'] || null],
      ['access_key_secret', section['access_key_secret'] || null],
      section['security_token'] || null,
    );
  },
};
