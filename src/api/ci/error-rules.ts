// What to do about each Code of CI and COS: data, first match wins.
import { Exit, type ExitCode } from '../../errors.js';
import type { CallFacts } from '../http/service-error.js';
import type { ServiceFault } from '../http/service-fault.js';

export interface CiCallFacts extends CallFacts {
  readonly bucket: string;
  readonly region: string;
}

export type Hint = (c: CiCallFacts, fault: ServiceFault) => string;

const keyHint: Hint = (c) =>
  `The credentials came from ${c.origin}. Store others with \`asrctl profile add ${c.profile} --force\`.`;

const clockHint: Hint = (_c, { skewMs }) => {
  const minutes = Math.round(Math.abs(skewMs ?? 0) / 60_000);
  const off =
    minutes < 1
      ? ''
      : ` It is ${minutes} min ${(skewMs ?? 0) > 0 ? 'behind' : 'ahead of'} the service.`;
  return `Set the clock of this machine: a signature is valid for 15 minutes.${off}`;
};

/** How the service names what it denied, as its users have published it. */
const deniedAction = /operation \((?:name\/)?(ci:\w+)\)/;
const deniedResource = /resource \((qcs::[^)\s]+)\)/;

/** The policy that would allow the call, from the error's own words where it has them. */
export const policyHint: Hint = (c, { message }) => {
  const uid = c.bucket.slice(c.bucket.lastIndexOf('-') + 1);
  const action = deniedAction.exec(message ?? '')?.[1] ?? `ci:${c.action}`;
  const wide = `qcs::ci:${c.region}:uid/${uid}:bucket/${c.bucket}/*`;
  const resource = deniedResource.exec(message ?? '')?.[1] ?? wide;
  const policy = JSON.stringify({ effect: 'allow', action: [action], resource: [resource] });
  return `Add this line to the identity's policy in the CAM console (${c.origin}): ${policy}`;
};

const enableHint: Hint = (c) =>
  `Enable speech recognition for the bucket ${c.bucket} once: https://console.cloud.tencent.com/ci, the bucket, Intelligent speech, Speech recognition.`;

export const bucketHint: Hint = (c) =>
  `The profile "${c.profile}" names the bucket ${c.bucket} in ${c.region}: check --bucket and --region.`;

export interface Rule {
  readonly code?: RegExp;
  readonly message?: RegExp;
  readonly exit: ExitCode;
  readonly hint: Hint;
}

/**
 * First match wins. Codes: the error table of COS, which CI shares
 * (https://www.tencentcloud.com/document/product/436/7730). CI's own codes for a bucket without
 * speech recognition are not documented, so those are known by their words.
 */
export const rules: readonly Rule[] = [
  { code: /^RequestTimeTooSkewed/, exit: Exit.auth, hint: clockHint },
  { code: /^AccessDenied/, message: /expired/i, exit: Exit.auth, hint: clockHint },
  { message: deniedAction, exit: Exit.auth, hint: policyHint },
  {
    message:
      /(?:asr|speech|bucket|ci)\b.{0,40}\bnot? ?(?:be |been )?(?:open|enable|activat|b[io]und)|unbind/i,
    exit: Exit.error,
    hint: enableHint,
  },
  { code: /^Inva(?:lid|ild)AccessKeyId/, exit: Exit.auth, hint: keyHint },
  {
    code: /^SignatureDoesNotMatch/,
    exit: Exit.auth,
    hint: (c, f) => `The secret key does not belong to the secret id. ${keyHint(c, f)}`,
  },
  {
    code: /^(?:ExpiredToken|InvalidSecurity|InvalidToken)/,
    exit: Exit.auth,
    hint: (c) =>
      `The temporary credentials have expired or do not match: get new ones (${c.origin}).`,
  },
  {
    code: /^AccountProblem/,
    exit: Exit.auth,
    hint: () =>
      'The account is suspended, often because of an unpaid bill: check the Tencent Cloud console.',
  },
  { code: /^(?:AccessDenied|Unauthorized|AuthFailure)/, exit: Exit.auth, hint: policyHint },
  // The two codes of the local service that the cloud does not have.
  {
    code: /^OperationDenied\.EngineMissing/,
    exit: Exit.error,
    hint: () => 'Install a speech engine with `asrctl local setup`.',
  },
  {
    code: /^Forbidden\.PathNotAllowed/,
    exit: Exit.auth,
    hint: () =>
      'Let the service read that folder: `asrctl local stop`, then `asrctl local start --root FOLDER`.',
  },
  { code: /^NoSuchBucket|^InvalidBucketName/, exit: Exit.notFound, hint: bucketHint },
  {
    code: /^NoSuch/,
    exit: Exit.notFound,
    hint: (c) =>
      `Jobs, queues and objects belong to a bucket: this request went to ${c.bucket} in ${c.region}.`,
  },
  {
    code: /^(?:InvalidArgument|Malformed|Missing|InvalidURI|UnexpectedContent|InvalidParameter)/,
    exit: Exit.usage,
    hint: () => 'Check the value that the message names; `--dry-run` shows what is sent.',
  },
  {
    code: /^(?:SlowDown|RequestLimitExceeded|TooManyRequests)/,
    exit: Exit.unavailable,
    hint: () => 'Too many requests from this account: wait a little and run the command again.',
  },
  {
    code: /^(?:Internal|ServiceUnavailable|RequestTimeOut)/,
    exit: Exit.unavailable,
    hint: () => 'The service has an internal problem: run the command again in a few minutes.',
  },
];
