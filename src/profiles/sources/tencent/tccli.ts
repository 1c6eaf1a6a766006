// Profiles of tccli: <profile>.credential holds keys or the way to them, <profile>.configure the settings.
import { join } from 'node:path';
import { isFields, type Fields } from '../../../json.js';
import { parseFields, textOf } from '../../store/config.js';
import { variable, type SourceWorld } from '../../world.js';
import { requireFresh, timeOf } from '../remote.js';
import { noCredentials, wholePair, type CredentialRequest, type ReadSettings } from '../source.js';
import { instanceKeys } from './metadata.js';
import { assumeRole } from './sts.js';

/** The name that is asked for, else that of the environment. */
const tccliName = (asked: string | undefined, world: SourceWorld): string =>
  asked ?? variable(world.env, 'TCCLI_PROFILE') ?? 'default';

/** A file of the profile, or null where there is none. Throws exit 2 for a malformed one. */
export const readTccli = (
  name: string,
  kind: 'credential' | 'configure',
  { home, readSecrets }: SourceWorld,
): Fields | null => {
  if (/[/\\]/.test(name)) return null;
  const text = readSecrets(join(home, '.tccli', `${name}.${kind}`));
  return text === null ? null : parseFields(text, `~/.tccli/${name}.${kind}`);
};

const section = (fields: Fields | null, name: string): Fields => {
  const value = fields?.[name];
  return isFields(value) ? value : {};
};

/** The region of the profile. */
export const settings: ReadSettings = async ({ profile, world }) => {
  const name = tccliName(profile.settings['sourceProfile'], world);
  const region = textOf(section(readTccli(name, 'configure', world), '_sys_param')['region']);
  return { origin: `~/.tccli/${name}.configure`, region, bucket: null, bucketAlias: null };
};

/** tccli renews these two kinds of keys when it runs. */
const renewed = /^(?:oauth|sso)$/;

/** Throws exit 4 with the reason, exit 8 when a service does not answer. */
export const credentials = async ({ profile, world }: CredentialRequest) => {
  const name = tccliName(profile.settings['sourceProfile'], world);
  const origin = `~/.tccli/${name}.credential`;
  const fields = readTccli(name, 'credential', world);
  if (fields === null)
    throw noCredentials(
      `There are no keys in ${origin}`,
      'Run: tccli configure, or choose another source: asrctl profile add NAME --force --source …',
    );
  const type = textOf(fields['type']) ?? '';
  if (type === 'cvm-role') return instanceKeys(null, origin, world);
  const expiresAtMs = timeOf(fields['expiresAt']);
  if (renewed.test(type)) {
    const login = type === 'sso' ? 'tccli sso login' : 'tccli auth login';
    requireFresh(origin, expiresAtMs, world, `Log in again: ${login} --profile ${name}`);
  }
  const keys = wholePair(
    origin,
    ['secretId', textOf(fields['secretId'])],
    ['secretKey', textOf(fields['secretKey'])],
    textOf(fields['token']),
    renewed.test(type) ? expiresAtMs : undefined,
  );
  const arn = textOf(fields['role-arn']);
  if (arn === null) return keys;
  const session = textOf(fields['role-session-name']);
  const configure = readTccli(name, 'configure', world);
  const endpoint = textOf(section(configure, 'sts')['endpoint']);
  const region = textOf(section(configure, '_sys_param')['region']);
  return assumeRole(keys, { origin, arn, session, region, endpoint }, world);
};
