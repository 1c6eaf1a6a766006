// The profiles of the aliyun command, ~/.aliyun/config.json. Read by ourselves and never written: the official library
// prints the whole file, secrets included, when it is malformed.
import { join } from 'node:path';
import { isFields, type Fields } from '../../../json.js';
import { parseFields, textOf } from '../../store/config.js';
import { variable, type SourceWorld } from '../../world.js';
import { noCredentials } from '../source.js';

export const place = '~/.aliyun/config.json';

/** Variables that turn the file off: of the SDKs, and of the command. */
const switches = ['ALIBABA_CLOUD_CLI_PROFILE_DISABLED', 'ALIBABA_CLOUD_IGNORE_PROFILE'];
/** Variables that name a profile, in the order of the command. */
const names = ['ALIBABACLOUD_PROFILE', 'ALIBABA_CLOUD_PROFILE', 'ALICLOUD_PROFILE'];

/** Throws exit 4 when it is missing or turned off, 2 when it is malformed. */
export const readConfigJson = ({ home, env, readSecrets }: SourceWorld): Fields => {
  const off = switches.find((name) => /^(?:true|1)$/i.test(variable(env, name) ?? ''));
  if (off !== undefined)
    throw noCredentials(
      `${place} is not used: ${off} is set`,
      `Unset ${off}, or choose another source: asrctl profile add NAME --force --source …`,
    );
  const text = readSecrets(join(home, '.aliyun', 'config.json'));
  if (text === null) throw noCredentials(`There is no ${place}`, 'Run: aliyun configure');
  return parseFields(text, place);
};

/** All of its profiles. */
export const cliProfiles = (config: Fields): readonly Fields[] =>
  Array.isArray(config['profiles']) ? config['profiles'].filter(isFields) : [];

/** The name of the profile that is used: asked for, else from the environment, else the current one. */
export const wantedName = (config: Fields, asked: string | undefined, world: SourceWorld): string =>
  asked ??
  names.map((name) => variable(world.env, name)).find((name) => name !== null) ??
  textOf(config['current']) ??
  'default';

/** Throws exit 4 when there is none of that name. */
export const cliProfile = (config: Fields, name: string): Fields => {
  const found = cliProfiles(config).find((profile) => profile['name'] === name);
  if (found !== undefined) return found;
  throw noCredentials(
    `${place} has no profile ${name}`,
    'Name one with --source-profile, or run: aliyun configure',
  );
};
