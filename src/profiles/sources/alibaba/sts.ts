// Security Token Service of Alibaba Cloud: roles, and who an identity is. Our own signed calls instead of
// @alicloud/credentials: that speaks https to fixed hosts only, knows no proxy and no abort signal, reads the
// environment of the process and weighs 144 kB; these are 150 lines that load with the sources that need them.
import { randomUUID } from 'node:crypto';
import type { Credentials } from '../../../api/provider.js';
import { CliError } from '../../../errors.js';
import { isFields, type Fields } from '../../../json.js';
import { textOf } from '../../store/config.js';
import { variable, type SourceWorld } from '../../world.js';
import { askJson, codeOf, secureUrl, timeOf, unreachable } from '../remote.js';
import { credentialsOf, noCredentials } from '../source.js';
import { acs3Headers } from './acs3.js';

const version = '2015-04-01';
const timeoutMs = 15_000;
const shortestS = 900;
const usualS = 3600;

/** A role to assume, as a tool's file names it; `origin` is that file. */
export interface Role {
  readonly origin: string;
  readonly arn: string | null;
  readonly session: string | null;
  readonly externalId: string | null;
  readonly seconds: number | null;
  readonly region: string | null;
  readonly endpoint: string | null;
}

/** The host that a file names, that of the region, or the central one. Throws exit 4 for one that is not safe. */
export const stsUrl = (
  { origin, endpoint, region }: Pick<Role, 'origin' | 'endpoint' | 'region'>,
  { env }: SourceWorld,
): URL => {
  if (endpoint !== null) return new URL('/', secureUrl(endpoint, `The STS endpoint in ${origin}`));
  const place = region ?? variable(env, 'ALIBABA_CLOUD_STS_REGION');
  if (place === null) return new URL('https://sts.aliyuncs.com/');
  if (!/^[a-z0-9-]+$/.test(place))
    throw noCredentials(`${origin} has an invalid STS region`, 'Write a region like cn-shanghai.');
  const isInside = /^true$/i.test(variable(env, 'ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED') ?? '');
  return new URL(`https://sts${isInside ? '-vpc' : ''}.${place}.aliyuncs.com/`);
};

const dateOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const hints: readonly (readonly [RegExp, string])[] = [
  [/^NoPermission/, 'Allow sts:AssumeRole on the role, and this identity in its trust policy.'],
  [/NotExist/, 'Check the ARN of the role or of the OIDC provider.'],
  [
    /^InvalidAccessKeyId|^SignatureDoesNotMatch/,
    'Check the key id and the secret it is used with.',
  ],
  [/Expired/, 'Log in again with the tool that wrote the keys, or set the clock of this machine.'],
];

/** The error of an answer that is a refusal. Only its code is shown: messages repeat what was sent. */
const refusal = (action: string, host: string, origin: string, fields: Fields): CliError => {
  const code = codeOf(fields['Code']);
  const message = `${action} at ${host} failed: ${code ?? 'the answer is not one of STS'}`;
  if (code !== null && /^Throttling|ServiceUnavailable/.test(code))
    return unreachable(message, 'Try again later.');
  const hint = hints.find(([pattern]) => pattern.test(code ?? ''))?.[1];
  return new CliError(4, message, {
    code: code ?? 'auth',
    hint: hint ?? `Check the values in ${origin}.`,
    requestId: codeOf(fields['RequestId']) ?? undefined,
  });
};

type Values = Readonly<Record<string, string>>;

const send = async (
  world: SourceWorld,
  call: { url: URL; origin: string; action: string; headers: Values; body: string },
): Promise<Fields> => {
  const { url, action, origin, headers, body } = call;
  const question = { method: 'POST', url, headers, body, timeoutMs } as const;
  const { status, fields } = await askJson(world, action, question);
  if (status === 200 && codeOf(fields['Code']) === null) return fields;
  throw refusal(action, url.host, origin, fields);
};

const signedCall = (
  keys: Credentials,
  role: Pick<Role, 'origin' | 'endpoint' | 'region'>,
  action: string,
  values: Values,
  world: SourceWorld,
): Promise<Fields> => {
  const url = stsUrl(role, world);
  const body = new URLSearchParams(values).toString();
  const headers = acs3Headers(
    {
      host: url.host,
      action,
      version,
      body,
      date: dateOf(world.clock.now()),
      nonce: randomUUID(),
    },
    {
      id: keys.accessKeyId,
      secret: keys.accessKeySecret.reveal(),
      token: keys.securityToken?.reveal() ?? null,
    },
  );
  return send(world, { url, origin: role.origin, action, headers, body });
};

/** The keys in an answer of STS or of a metadata service. Throws exit 4 when one is missing. */
export const temporaryKeys = (origin: string, fields: Fields): Credentials => {
  const { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token } = fields;
  const [one, two, three] = [textOf(id), textOf(secret), textOf(token)];
  if (one === null || two === null || three === null)
    throw noCredentials(`The answer for ${origin} has no keys`, 'Check the values of the source.');
  return credentialsOf(origin, one, two, three, timeOf(fields['Expiration']));
};

const granted = (origin: string, fields: Fields): Credentials =>
  temporaryKeys(origin, isFields(fields['Credentials']) ? fields['Credentials'] : {});

const roleValues = ({ origin, arn, session, seconds }: Role): Values => {
  if (arn === null) throw noCredentials(`${origin} names no role`, 'Set the ARN of the role.');
  const duration = seconds !== null && seconds >= shortestS ? seconds : usualS;
  return {
    RoleArn: arn,
    RoleSessionName: session ?? 'asrctl',
    DurationSeconds: String(duration),
  };
};

/** AssumeRole with the given keys. Throws exit 4 for a refusal, 8 when STS does not answer. */
export const assumeRole = async (
  keys: Credentials,
  role: Role,
  world: SourceWorld,
): Promise<Credentials> => {
  const external: Values = role.externalId === null ? {} : { ExternalId: role.externalId };
  const values = { ...roleValues(role), ...external };
  return granted(role.origin, await signedCall(keys, role, 'AssumeRole', values, world));
};

/** AssumeRoleWithOIDC, which is not signed: the token proves the identity, and travels in the body. */
export const assumeRoleWithOidc = async (
  oidc: { readonly provider: string; readonly token: string },
  role: Role,
  world: SourceWorld,
): Promise<Credentials> => {
  const action = 'AssumeRoleWithOIDC';
  const url = stsUrl(role, world);
  url.search = new URLSearchParams({
    Action: action,
    Format: 'JSON',
    Version: version,
    Timestamp: dateOf(world.clock.now()),
    SignatureNonce: randomUUID(),
  }).toString();
  const form = { ...roleValues(role), OIDCProviderArn: oidc.provider, OIDCToken: oidc.token };
  const body = new URLSearchParams(form).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return granted(
    role.origin,
    await send(world, { url, origin: role.origin, action, headers, body }),
  );
};

/** The account of an identity by GetCallerIdentity, which is free and needs no permission. */
export const callerIdentity = async (
  keys: Credentials,
  place: { readonly region: string | null; readonly endpoint: string | null },
  world: SourceWorld,
): Promise<{ readonly account: string; readonly arn: string | null }> => {
  const role = { ...place, origin: keys.origin };
  const fields = await signedCall(keys, role, 'GetCallerIdentity', {}, world);
  return { account: textOf(fields['AccountId']) ?? 'unknown', arn: textOf(fields['Arn']) };
};
