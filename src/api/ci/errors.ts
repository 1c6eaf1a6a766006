// A fault as the user meets it: what failed, under which request id, and what to do about it.
import { CliError, Exit, type ExitCode } from '../../errors.js';
import type { ServiceFault } from '../http/service-fault.js';
import { verdictOf } from './http/faults.js';

/** What the messages may name of the call. None of it is secret but what `secrets` holds. */
export interface Circumstances {
  /** The permission's name without its `ci:`: CreateAsrJobs, DescribeAsrJob … */
  readonly action: string;
  /** Host and port only. */
  readonly host: string;
  readonly profile: string;
  readonly region: string;
  readonly bucket: string;
  /** Where the credentials came from. */
  readonly origin: string;
  /** Texts that no message may hold: id, key, token. */
  readonly secrets: readonly string[];
  /** The call makes a job, so that a lost answer leaves it open whether there is one. */
  readonly creates: boolean;
}

type Hint = (c: Circumstances, fault: ServiceFault) => string;

const keyHint: Hint = (c) =>
  `The credentials came from ${c.origin}. Store others with \`asrctl profile add ${c.profile} --force\`.`;

const clockHint: Hint = (_c, { skewMs }) => {
  const minutes = Math.round(Math.abs(skewMs ?? 0) / 60_000);
  const off =
    minutes < 1
      ? ''
      : ` It is ${minutes} min ${(skewMs ?? 0) > 0 ? 'behind' : 'ahead of'} the service.`;
  return `Set this machine's clock: a signature is good for 15 minutes.${off}`;
};

/** How the service names what it denied, as its users have published it. */
const deniedAction = /operation \((?:name\/)?(ci:\w+)\)/;
const deniedResource = /resource \((qcs::[^)\s]+)\)/;

/** The policy that would allow the call, from the error's own words where it has them. */
const policyHint: Hint = (c, { message }) => {
  const uid = c.bucket.slice(c.bucket.lastIndexOf('-') + 1);
  const action = deniedAction.exec(message ?? '')?.[1] ?? `ci:${c.action}`;
  const wide = `qcs::ci:${c.region}:uid/${uid}:bucket/${c.bucket}/*`;
  const resource = deniedResource.exec(message ?? '')?.[1] ?? wide;
  const policy = JSON.stringify({ effect: 'allow', action: [action], resource: [resource] });
  return `Add this line to the identity's policy in the CAM console (${c.origin}): ${policy}`;
};

const enableHint: Hint = (c) =>
  `Enable speech recognition for the bucket ${c.bucket} once: https://console.cloud.tencent.com/ci, the bucket, Intelligent speech, Speech recognition.`;

const bucketHint: Hint = (c) =>
  `The profile "${c.profile}" names the bucket ${c.bucket} in ${c.region}: check --bucket and --region.`;

interface Rule {
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
const rules: readonly Rule[] = [
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
      `Temporary credentials have ended or do not belong together: get new ones (${c.origin}).`,
  },
  {
    code: /^AccountProblem/,
    exit: Exit.auth,
    hint: () =>
      'The account is suspended, often for an unpaid bill: look into the Tencent Cloud console.',
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
      `Jobs, queues and objects belong to a bucket: this asked ${c.bucket} in ${c.region}.`,
  },
  {
    code: /^(?:InvalidArgument|Malformed|Missing|InvalidURI|UnexpectedContent|InvalidParameter)/,
    exit: Exit.usage,
    hint: () => 'Check the value that the message names; `--dry-run` shows what is sent.',
  },
  {
    code: /^(?:SlowDown|RequestLimitExceeded|TooManyRequests)/,
    exit: Exit.unavailable,
    hint: () => 'Too many requests from this account: wait a little and run it again.',
  },
  {
    code: /^(?:Internal|ServiceUnavailable|RequestTimeOut)/,
    exit: Exit.unavailable,
    hint: () => 'The service has trouble of its own: run it again in a few minutes.',
  },
];

const matches = (rule: Rule, fault: ServiceFault): boolean =>
  (rule.code?.test(fault.code ?? '') ?? true) && (rule.message?.test(fault.message ?? '') ?? true);

const byStatus = (fault: ServiceFault): ExitCode => {
  const status = fault.status ?? 0;
  if (fault.kind === 'network' || fault.code === 'cut' || status === 429 || status >= 500)
    return Exit.unavailable;
  if (fault.kind === 'unreadable') return Exit.error;
  if (status === 401 || status === 403) return Exit.auth;
  return status === 404 ? Exit.notFound : Exit.error;
};

/** A service's message without queries, signatures and the secrets themselves; at most 500 characters. */
const clean = (message: string, secrets: readonly string[]): string => {
  const bare = message
    .replace(/\?[^\s"'<>]*=[^\s"'<>]*/g, '')
    .replace(/\bq-(?:ak|signature|sign-time|key-time)=[^\s&"']+/gi, '***');
  const safe = secrets.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')),
    bare,
  );
  return safe.trim().slice(0, 500);
};

const whatHappened = (fault: ServiceFault, c: Circumstances): string => {
  const words = fault.message === null ? null : clean(fault.message, c.secrets);
  if (fault.kind === 'network') return `cannot reach ${c.host}: ${words}`;
  if (fault.kind === 'unreadable') {
    return `the answer of ${c.host} with status ${fault.status} is not the service's XML: ${words}`;
  }
  const said = words ?? `status ${fault.status}`;
  return fault.code === null ? said : `${fault.code}: ${said}`;
};

const proxyHint =
  'Check HTTPS_PROXY; hosts that are reached without a proxy are listed in NO_PROXY.';

const plainHint: Hint = (c, fault) => {
  if (fault.code === 'proxy') return proxyHint;
  if (fault.kind === 'network') {
    return fault.code === 'ENOTFOUND'
      ? `Check --region (now ${c.region}) and --endpoint.`
      : 'Check the network and --endpoint, then run it again.';
  }
  if (fault.code === 'cut') return 'Check the network, then run it again.';
  if (fault.kind === 'unreadable') {
    return 'A proxy, a login page or another service may stand in between: check --endpoint and --region.';
  }
  const exit = byStatus(fault);
  if (exit === Exit.auth) return policyHint(c, fault);
  return exit === Exit.unavailable ? 'Run it again in a few minutes.' : bucketHint(c, fault);
};

/** For what surely did not arrive: how long to wait before it is sent again. */
const waitOf = (fault: ServiceFault): number | undefined => {
  if (fault.mayHaveArrived) return undefined;
  const { again } = verdictOf({ ok: false, fault });
  return again ? (fault.retryAfterMs ?? 0) : Number.POSITIVE_INFINITY;
};

/** The error for a fault: by Code and words; by status only where these say nothing known. */
export const errorOf = (fault: ServiceFault, c: Circumstances): CliError => {
  const rule = fault.kind === 'refused' ? rules.find((one) => matches(one, fault)) : undefined;
  const uncertain = c.creates && fault.mayHaveArrived;
  const open = uncertain ? '; the job may exist all the same' : '';
  const hint = uncertain
    ? 'Look for the job with `asrctl list` before you submit again: a second submit is a second job.'
    : (rule?.hint ?? plainHint)(c, fault);
  const message = `${c.action} failed: ${whatHappened(fault, c)}${open}`;
  // Exit 8 is what the submit journal reads as "ask the service before sending again".
  const exit = uncertain ? Exit.unavailable : (rule?.exit ?? byStatus(fault));
  return new CliError(exit, message, {
    retryAfterMs: exit === Exit.unavailable ? waitOf(fault) : undefined,
    hint,
    code: uncertain ? 'submit_uncertain' : (fault.code ?? undefined),
    requestId: fault.requestId ?? undefined,
  });
};
