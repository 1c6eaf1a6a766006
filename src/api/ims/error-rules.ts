// What to do about each Code of the gateway: data, first match wins.
import { Exit, type ExitCode } from '../../errors.js';
import type { CallFacts } from '../http/service-error.js';
import type { ImsFault } from './http/faults.js';

export interface Rule {
  readonly code: RegExp;
  readonly exit: ExitCode;
  readonly hint: (c: CallFacts, f: ImsFault) => string | null;
}

const keyHint = (c: CallFacts): string =>
  `The credentials came from ${c.origin}. Store others with \`asrctl profile add ${c.profile} --force\`.`;

const clockHint = (_c: CallFacts, f: ImsFault): string => {
  const minutes = f.skewMs === null ? 0 : Math.round(Math.abs(f.skewMs) / 60_000);
  const off =
    minutes < 1
      ? ''
      : ` It is ${minutes} min ${(f.skewMs ?? 0) > 0 ? 'behind' : 'ahead of'} the service.`;
  return `Set the clock of this machine: a request is valid for 15 minutes.${off}`;
};

/** Which permission is missing, and who lacks it. */
export const ramHint = (c: CallFacts, f: ImsFault): string =>
  `Allow the RAM action ${f.deniedAction ?? `ice:${c.action}`} for this identity (${c.origin}), for example with the system policy AliyunICEFullAccess.`;

/** By Code, first match wins. Exits are the contract's; codes and remedies: the gateway's error table and the IMS and RAM pages. */
export const rules: readonly Rule[] = [
  // These three only our own local service says.
  {
    code: /^Forbidden\.PathNotAllowed/,
    exit: Exit.auth,
    hint: () =>
      'Let the service read that folder: `asrctl local stop`, then `asrctl local start --root FOLDER`.',
  },
  {
    code: /^InvalidParameter\.InputFileNotFound/,
    exit: Exit.notFound,
    hint: () => 'Check the path, and that the file still exists.',
  },
  {
    code: /^OperationDenied\.EngineMissing/,
    exit: Exit.usage,
    hint: () => 'Install a speech engine with `asrctl local setup`.',
  },
  {
    code: /^InvalidAccessKeyId\.Inactive/,
    exit: Exit.auth,
    hint: () => 'Enable this access key in the RAM console, or use another.',
  },
  { code: /^InvalidAccessKeyId/, exit: Exit.auth, hint: keyHint },
  {
    code: /^(?:SignatureDoesNotMatch|IncompleteSignature)/,
    exit: Exit.auth,
    hint: (c) => `The access key secret does not belong to the key id. ${keyHint(c)}`,
  },
  { code: /^InvalidTimeStamp/, exit: Exit.auth, hint: clockHint },
  {
    code: /^(?:InvalidSecurityToken|MissingSecurityToken)/,
    exit: Exit.auth,
    hint: (c) =>
      `The temporary credentials have expired or do not match: get new ones (${c.origin}).`,
  },
  {
    code: /^Forbidden\.SubscriptionRequired/,
    exit: Exit.auth,
    hint: () =>
      'Activate Intelligent Media Services for this account in its console, in the region you use.',
  },
  {
    code: /^OperationDenied/,
    exit: Exit.auth,
    hint: () =>
      'The service is suspended for this account, often because of an unpaid bill: check the Alibaba Cloud console.',
  },
  {
    code: /^(?:Forbidden|NoPermission|ActionUnauthorized|Unauthorized)/,
    exit: Exit.auth,
    hint: ramHint,
  },
  {
    code: /JobNotFound/,
    exit: Exit.notFound,
    hint: (c) =>
      `A job exists only in its own region: this request went to ${c.region ?? c.host}. List the jobs there: ${c.command('list')}`,
  },
  {
    code: /^InvalidStorage\.NotFound/,
    exit: Exit.usage,
    hint: (c) =>
      `Register the bucket with IMS in ${c.region ?? 'this region'} (console: Storage Management), or submit a media id.`,
  },
  {
    code: /^InvalidParameter\.(?:FunctionNotSupported|NotSupport)/,
    exit: Exit.usage,
    hint: (c) =>
      `${c.region ?? 'This region'} does not offer this. Try cn-shanghai, cn-beijing or cn-hangzhou with --region.`,
  },
  {
    code: /^(?:InvalidParameter|Missing|IdempotentParameterMismatch)/,
    exit: Exit.usage,
    hint: () => 'Check the value that the message names; `--dry-run` shows what is sent.',
  },
  { code: /^InvalidProtocol/, exit: Exit.usage, hint: () => 'Give --endpoint with https://.' },
  {
    code: /^(?:InvalidApi|InvalidProduct|NoSuchVersion|InvalidVersion|InvalidAction)/,
    exit: Exit.error,
    hint: (c) =>
      `${c.host} does not know this operation. Check --endpoint and --region; the service's own is ice.<region>.aliyuncs.com.`,
  },
  {
    code: /^Throttling/,
    exit: Exit.unavailable,
    hint: () => 'Too many requests from this account: wait a little and run the command again.',
  },
  {
    code: /^(?:ServiceUnavailable|Internal)/,
    exit: Exit.unavailable,
    hint: () => 'The service has an internal problem: run the command again in a few minutes.',
  },
  {
    code: /^SignatureNonceUsed/,
    exit: Exit.error,
    hint: () => 'The request arrived twice: check its effect before you run the command again.',
  },
];
