// The modes of a profile of the aliyun command: what each needs and how it becomes keys. Names match in any case, as
// in the command (config/profile.go).
import { parseArgv } from '../../../argv.js';
import type { Credentials } from '../../../api/provider.js';
import type { Fields } from '../../../json.js';
import { textOf } from '../../store/config.js';
import { variable, type SourceWorld } from '../../world.js';
import { requireFresh, timeOf } from '../remote.js';
import { isRelative } from '../command-words.js';
import { printedFields, runProgram } from '../run-program.js';
import { noCredentials, wholePair } from '../source.js';
import { oidcToken } from '../token-file.js';
import { cliProfile, place } from './config-json.js';
import { instanceKeys } from './metadata.js';
import { assumeRole, assumeRoleWithOidc, type Role } from './sts.js';
import { keysFromUri } from './uri.js';

/** A profile that is read, and how it was reached. */
interface Reading {
  readonly config: Fields;
  readonly name: string;
  readonly profile: Fields;
  readonly origin: string;
  readonly world: SourceWorld;
  /** Names of the profiles that lead here, for chains. */
  readonly path: readonly string[];
  /** True for what an external program printed, which may name no other program. */
  readonly isPrinted: boolean;
}

type Mode = (reading: Reading) => Promise<Credentials>;

const longestChain = 5;

const need = ({ origin, profile, name }: Reading, field: string): string => {
  const value = textOf(profile[field]);
  if (value !== null) return value;
  throw noCredentials(`${origin} has no ${field}`, `Run: aliyun configure --profile ${name}`);
};

const pairOf = ({ origin, profile }: Reading, token: string | null, expiresAtMs?: number) =>
  wholePair(
    origin,
    ['access_key_id', textOf(profile['access_key_id'])],
    ['access_key_secret', textOf(profile['access_key_secret'])],
    token,
    expiresAtMs,
  );

const roleOf = ({ origin, profile }: Reading): Role => ({
  origin,
  arn: textOf(profile['ram_role_arn']),
  session: textOf(profile['ram_session_name']),
  externalId: textOf(profile['external_id']),
  seconds: Number(profile['expired_seconds']) || null,
  region: textOf(profile['sts_region']),
  endpoint: textOf(profile['sts_endpoint']),
});

/** Keys that only the command can renew: it keeps them in its file until they expire. */
const cached: Mode = async (reading) => {
  const { origin, profile, name, world } = reading;
  const login = `Log in again: aliyun configure --profile ${name}`;
  const expiresAtMs = timeOf(profile['sts_expiration']);
  if (textOf(profile['access_key_id']) === null)
    throw noCredentials(`${origin} has no keys yet`, login);
  requireFresh(origin, expiresAtMs, world, login);
  return pairOf(reading, textOf(profile['sts_token']), expiresAtMs);
};

const chain: Mode = async (reading) => {
  const source = need(reading, 'source_profile');
  const path = [...reading.path, reading.name];
  if (path.includes(source) || path.length >= longestChain)
    throw noCredentials(
      `${place} has a chain of profiles that ${path.includes(source) ? 'returns to itself' : 'is too long'}: ${[...path, source].join(' -> ')}`,
      'Change source_profile in one of them.',
    );
  const { config, world } = reading;
  const keys = await keysOfProfile({ config, name: source, world, path });
  return assumeRole(keys, roleOf(reading), world);
};

const isOff = (world: SourceWorld): boolean =>
  !/^(?:|false|0)$/i.test(variable(world.env, 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS') ?? '');

const external: Mode = async (reading) => {
  const { origin, world } = reading;
  if (isOff(world) || reading.isPrinted)
    throw noCredentials(
      `${origin} runs a program, which ${reading.isPrinted ? 'the output of a program may not do' : 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids'}`,
      'Use a profile of another mode.',
    );
  const [program, ...rest] = parseArgv(need(reading, 'process_command')) ?? [];
  if (program === undefined || isRelative(program))
    throw noCredentials(
      `${origin} has an invalid process_command`,
      'Write the whole path of a program, then its arguments.',
    );
  const printed = await runProgram([program, ...rest], world);
  const example = '{"mode":"StsToken","access_key_id":"…","access_key_secret":"…","sts_token":"…"}';
  const fragment = printedFields(printed, program, example);
  const profile = { ...reading.profile, mode: 'AK', ...fragment };
  const keys = await byMode({ ...reading, profile, isPrinted: true });
  return { ...keys, expiresAtMs: keys.expiresAtMs ?? timeOf(fragment['expiration']) };
};

const oidc: Mode = async (reading) => {
  const { origin, world } = reading;
  const provider = need(reading, 'oidc_provider_arn');
  const token = oidcToken(need(reading, 'oidc_token_file'), origin, world);
  return assumeRoleWithOidc({ provider, token }, roleOf(reading), world);
};

const instance: Mode = ({ profile, origin, world }) =>
  instanceKeys(textOf(profile['ram_role_name']), origin, world);

const modes: Readonly<Record<string, Mode>> = {
  ak: async (reading) => pairOf(reading, null),
  ststoken: async (reading) => pairOf(reading, need(reading, 'sts_token')),
  ramrolearn: async (reading) => {
    const keys = pairOf(reading, textOf(reading.profile['sts_token']));
    return assumeRole(keys, roleOf(reading), reading.world);
  },
  ecsramrole: instance,
  ramrolearnwithrolename: async (reading) =>
    assumeRole(await instance(reading), roleOf(reading), reading.world),
  chainableramrolearn: chain,
  external,
  credentialsuri: (reading) =>
    keysFromUri(need(reading, 'credentials_uri'), reading.origin, reading.world),
  oidc,
  cloudsso: cached,
  oauth: cached,
};

/** Lower-case names of the modes that work. */
export const modeNames: readonly string[] = Object.keys(modes);

/** Modes whose requests are signed in another way, or not at all. */
const unsupported = /^(?:rsakeypair|bearertoken|anonymous)$/;

const byMode: Mode = async (reading) => {
  const mode = textOf(reading.profile['mode']) ?? 'AK';
  const key = mode.toLowerCase();
  const read = Object.hasOwn(modes, key) ? modes[key] : undefined;
  if (read !== undefined) return read(reading);
  throw noCredentials(
    `${reading.origin} has the ${unsupported.test(key) ? 'unsupported' : 'unknown'} mode ${mode}`,
    'Use a profile of another mode: asrctl profile add NAME --force --source aliyun-cli --source-profile …',
  );
};

/** Credentials by a profile of the file. Throws exit 4 with the reason, exit 8 when a service does not answer. */
export const keysOfProfile = async (
  request: Pick<Reading, 'config' | 'name' | 'world' | 'path'>,
): Promise<Credentials> => {
  const { config, name } = request;
  const profile = cliProfile(config, name);
  return byMode({ ...request, profile, origin: `${place} [${name}]`, isPrinted: false });
};
