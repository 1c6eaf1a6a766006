// Security Token Service of Tencent Cloud: roles, and who an identity is.
// https://www.tencentcloud.com/document/product/1150
import type { Credentials } from '../../../api/provider.js';
import { CliError } from '../../../errors.js';
import { isFields, type Fields } from '../../../json.js';
import { textOf } from '../../store/config.js';
import type { SourceWorld } from '../../world.js';
import { askJson, codeOf, secureUrl, timeOf, unreachable } from '../remote.js';
import { credentialsOf, noCredentials } from '../source.js';
import { tc3Authorization, tc3ContentType } from './tc3.js';

const timeoutMs = 15_000;
const seconds = 7200;
/** The service is the same in every region, and the calls need one. */
const usualRegion = 'ap-guangzhou';

/** A role to assume; `origin` is the file or the variables that name it. */
export interface Role {
  readonly origin: string;
  readonly arn: string;
  readonly session: string | null;
  readonly region: string | null;
  readonly endpoint: string | null;
}

interface Call {
  readonly action: string;
  readonly origin: string;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly values: Readonly<Record<string, string | number>>;
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/^AuthFailure\.(?:SecretIdNotFound|SignatureFailure)/, 'Check the secret id and the key.'],
  [/SignatureExpire/, 'Set the clock of this machine.'],
  [/^(?:UnauthorizedOperation|AuthFailure)/, 'Allow sts:AssumeRole on the role to this identity.'],
  [/Expired/, 'Get a new token, or log in again with the tool that wrote it.'],
];

const refusal = ({ action, origin }: Call, host: string, answer: Fields): CliError => {
  const error = isFields(answer['Error']) ? answer['Error'] : {};
  const code = codeOf(error['Code']);
  const message = `${action} at ${host} failed: ${code ?? 'the answer is not one of STS'}`;
  if (code !== null && /^(?:RequestLimitExceeded|InternalError)/.test(code))
    return unreachable(message, 'Try again later.');
  const hint = hints.find(([pattern]) => pattern.test(code ?? ''))?.[1];
  return new CliError(4, message, {
    code: code ?? 'auth',
    hint: hint ?? `Check the values in ${origin}.`,
    requestId: codeOf(answer['RequestId']) ?? undefined,
  });
};

/** `keys` null sends the call unsigned: the token in it proves the identity. */
const send = async (keys: Credentials | null, call: Call, world: SourceWorld): Promise<Fields> => {
  const address = call.endpoint ?? 'https://sts.tencentcloudapi.com';
  const url = new URL('/', secureUrl(address, `The STS endpoint in ${call.origin}`));
  const body = JSON.stringify(call.values);
  const timestampS = Math.floor(world.clock.now() / 1000);
  const token = keys?.securityToken?.reveal();
  const headers = {
    host: url.host,
    'content-type': tc3ContentType,
    'x-tc-action': call.action,
    'x-tc-version': '2018-08-13',
    'x-tc-timestamp': String(timestampS),
    'x-tc-region': call.region ?? usualRegion,
    ...(token === undefined ? {} : { 'x-tc-token': token }),
    authorization:
      keys === null
        ? 'SKIP'
        : tc3Authorization(
            { host: url.host, service: 'sts', body, timestampS },
            { id: keys.accessKeyId, secret: keys.accessKeySecret.reveal() },
          ),
  };
  const question = { method: 'POST', url, headers, body, timeoutMs } as const;
  const { fields } = await askJson(world, call.action, question);
  const answer = isFields(fields['Response']) ? fields['Response'] : {};
  if (answer['RequestId'] !== undefined && answer['Error'] === undefined) return answer;
  throw refusal(call, url.host, answer);
};

/** Keys with the names of STS and of the metadata service. Throws exit 4 when one is missing. */
export const temporaryKeys = (origin: string, fields: Fields, expires: unknown): Credentials => {
  const [id, secret] = [textOf(fields['TmpSecretId']), textOf(fields['TmpSecretKey'])];
  const token = textOf(fields['Token']);
  if (id === null || secret === null || token === null)
    throw noCredentials(`The answer for ${origin} has no keys`, 'Check the values of the source.');
  return credentialsOf(origin, id, secret, token, timeOf(expires));
};

const granted = (origin: string, answer: Fields): Credentials => {
  const keys = isFields(answer['Credentials']) ? answer['Credentials'] : {};
  return temporaryKeys(origin, keys, answer['ExpiredTime'] ?? answer['Expiration']);
};

const roleValues = ({ arn, session }: Role) => ({
  RoleArn: arn,
  RoleSessionName: session ?? 'asrctl',
  DurationSeconds: seconds,
});

/** AssumeRole with the given keys. Throws exit 4 for a refusal, 8 when STS does not answer. */
export const assumeRole = async (
  keys: Credentials,
  role: Role,
  world: SourceWorld,
): Promise<Credentials> => {
  const call = { ...role, action: 'AssumeRole', values: roleValues(role) };
  return granted(role.origin, await send(keys, call, world));
};

/** AssumeRoleWithWebIdentity, which is not signed. */
export const assumeRoleWithToken = async (
  identity: { readonly provider: string; readonly token: string },
  role: Role,
  world: SourceWorld,
): Promise<Credentials> => {
  const { provider, token } = identity;
  const values = { ...roleValues(role), ProviderId: provider, WebIdentityToken: token };
  const call = { ...role, action: 'AssumeRoleWithWebIdentity', values };
  return granted(role.origin, await send(null, call, world));
};

/** The account of an identity by GetCallerIdentity, which is free and needs no permission. */
export const callerIdentity = async (
  keys: Credentials,
  place: { readonly region: string | null; readonly endpoint: string | null },
  world: SourceWorld,
): Promise<{ readonly account: string; readonly arn: string | null }> => {
  const call = { ...place, origin: keys.origin, action: 'GetCallerIdentity', values: {} };
  const answer = await send(keys, call, world);
  return { account: textOf(answer['AccountId']) ?? 'unknown', arn: textOf(answer['Arn']) };
};
