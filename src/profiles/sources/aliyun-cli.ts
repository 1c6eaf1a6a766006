import { join } from 'node:path';
import { isFields, type Fields } from '../../json.js';
import { parseFields, textOf } from '../store/config.js';
import { variable, type SourceWorld } from '../world.js';
import { noCredentials, wholePair, type Source } from './source.js';

const place = '~/.aliyun/config.json';

const find = (config: Fields, wanted: string | null): Fields => {
  const name = wanted ?? textOf(config['current']) ?? 'default';
  const profiles = Array.isArray(config['profiles']) ? config['profiles'].filter(isFields) : [];
  const found = profiles.find((profile) => profile['name'] === name);
  if (found !== undefined) return found;
  throw noCredentials(
    `${place} has no profile ${name}`,
    'Name one with --source-profile, or run: aliyun configure',
  );
};

const read = ({ home, readSecrets }: SourceWorld): Fields => {
  const text = readSecrets(join(home, '.aliyun', 'config.json'));
  if (text === null) throw noCredentials(`There is no ${place}`, 'Run: aliyun configure');
  return parseFields(text, place);
};

/**
 * The official CLI's profiles of modes AK and StsToken. Read by ourselves: the official library
 * prints the whole file, secrets included, when it is malformed. Mode names match in any case, as the
 * CLI does it (its configuration/profile.go).
 */
export const aliyunCli: Source = {
  name: 'aliyun-cli',
  summary: 'a profile of the aliyun command (~/.aliyun/config.json)',
  provider: 'ims',
  async credentials({ profile, world }) {
    const wanted =
      profile.settings['sourceProfile'] ?? variable(world.env, 'ALIBABA_CLOUD_PROFILE');
    const found = find(read(world), wanted);
    const origin = `${place} [${String(found['name'])}]`;
    const mode = textOf(found['mode']) ?? 'AK';
    if (!/^(?:ak|ststoken)$/i.test(mode))
      throw noCredentials(
        `${origin} has mode ${mode}, which only the aliyun command supports`,
        'Use a profile of mode AK or StsToken, or --source command with a program that prints keys.',
      );
    const token = /^sts/i.test(mode) ? textOf(found['sts_token']) : null;
    if (/^sts/i.test(mode) && token === null)
      throw noCredentials(`${origin} has no sts_token`, 'Run: aliyun configure --mode StsToken');
    return wholePair(
      origin,
      ['access_key_id', textOf(found['access_key_id'])],
      ['access_key_secret', textOf(found['access_key_secret'])],
      token,
    );
  },
};
