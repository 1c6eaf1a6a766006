// A fault as the user meets it: what failed, under which request id, and what to do about it.
import { CliError, Exit, type ExitCode } from '../../errors.js';
import type { Fault } from './faults.js';

/** What the messages may name of the call. None of it is secret but what `secrets` holds. */
export interface Circumstances {
  readonly action: string;
  /** Host and port only. */
  readonly host: string;
  readonly profile: string;
  readonly region: string | null;
  /** Where the credentials came from. */
  readonly origin: string;
  /** Texts that no message may hold: key id, secret, token. */
  readonly secrets: readonly string[];
  /** The call makes a job, so that a lost answer leaves it open whether there is one. */
  readonly creates: boolean;
}

interface Rule {
  readonly code: RegExp;
  readonly exit: ExitCode;
  readonly hint: (c: Circumstances, f: Fault) => string | null;
}

const keyHint = (c: Circumstances): string =>
  `The credentials came from ${c.origin}. Store others with \`asrctl profile add ${c.profile} --force\`.`;

const clockHint = (_c: Circumstances, f: Fault): string => {
  const minutes = f.skewMs === null ? 0 : Math.round(Math.abs(f.skewMs) / 60_000);
  const off =
    minutes < 1
      ? ''
      : ` It is ${minutes} min ${(f.skewMs ?? 0) > 0 ? 'behind' : 'ahead of'} the service.`;
  return `Set this machine's clock: requests are good for 15 minutes.${off}`;
};

const ramHint = (c: Circumstances, f: Fault): string =>
  `Allow the RAM action ${f.deniedAction ?? `ice:${c.action}`} for this identity (${c.origin}), for example with the system policy AliyunICEFullAccess.`;

const none = (): null => null;

/** By Code, first match wins. Exits are the contract's; codes and remedies: the gateway's error table and the IMS and RAM pages. */
const rules: readonly Rule[] = [
  // These three only our own local service says.
  {
    code: /^Forbidden\.PathNotAllowed/,
    exit: Exit.auth,
    hint: () =>
      'Start it with that folder: `asrctl local stop`, then `asrctl local start --root DIR`.',
  },
  {
    code: /^InvalidParameter\.InputFileNotFound/,
    exit: Exit.notFound,
    hint: () => 'Check the path, and that the file is still there.',
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
      `Temporary credentials have ended or do not belong together: get new ones from where they came (${c.origin}).`,
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
      'The service is suspended for this account, often for an unpaid bill: look into the Alibaba Cloud console.',
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
      `Job ids belong to a region: this asked ${c.region ?? c.host}. \`asrctl list\` shows the jobs there.`,
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
    hint: () => 'Too many requests from this account: wait a little and run it again.',
  },
  {
    code: /^(?:ServiceUnavailable|Internal)/,
    exit: Exit.unavailable,
    hint: () => 'The service has trouble of its own: run it again in a few minutes.',
  },
  {
    code: /^SignatureNonceUsed/,
    exit: Exit.error,
    hint: () => 'The request arrived twice: look for its effect before running it again.',
  },
];

const byStatus = (status: number | null): ExitCode => {
  if (status === 401 || status === 403) return Exit.auth;
  return status === 429 || (status ?? 0) >= 500 ? Exit.unavailable : Exit.error;
};

/**
 * A service's message without what must not be seen: the string to sign it may quote, queries of
 * addresses, and the secrets themselves.
 */
const clean = (message: string, secrets: readonly string[]): string => {
  const shortened = message
    .replace(/[\s,.;:]*(?:server )?string to sign(?: is)?\s*:.*/is, '.')
    .replace(/\?[^\s"'<>]*=[^\s"'<>]*/g, '')
    .replace(/\b(?:Signature|AccessKeyId|SecurityToken)=[^\s&"']+/gi, '***');
  return secrets
    .reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')), shortened)
    .trim();
};

const networkReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'no answer within 20 s',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

const whatHappened = (fault: Fault, c: Circumstances): string => {
  if (fault.kind === 'network') {
    const code = fault.code ?? 'unknown';
    return `cannot reach ${c.host}: ${networkReasons[code] ?? 'the connection failed'} (${code})`;
  }
  if (fault.kind === 'unreadable')
    return `${c.host} answered with status ${fault.status} and something that is not the service's JSON`;
  const said = fault.message === null ? `status ${fault.status}` : clean(fault.message, c.secrets);
  return fault.code === null ? said : `${fault.code}: ${said}`;
};

const transportHint = (fault: Fault, c: Circumstances): string => {
  if (fault.kind === 'unreadable')
    return 'A proxy, a login page or another service may stand in between: check --endpoint and --region.';
  return fault.code === 'ENOTFOUND'
    ? `Check --region (now ${c.region ?? 'none'}) and --endpoint.`
    : 'Check the network and --endpoint, then run it again.';
};

/** The error for a fault: by Code; by status only where the Code is missing or unknown. */
export const errorOf = (fault: Fault, c: Circumstances): CliError => {
  const code = fault.kind === 'refused' ? fault.code : null;
  const rule = code === null ? undefined : rules.find((r) => r.code.test(code));
  const uncertain = c.creates && fault.mayHaveArrived;
  const open = uncertain ? '; the job may exist all the same' : '';
  const known =
    rule?.exit ?? (fault.kind === 'network' ? Exit.unavailable : byStatus(fault.status));
  // The port's rule: exit 8 tells the journal that the outcome is open.
  const exit = uncertain ? Exit.unavailable : known;
  const ordinary =
    fault.kind === 'refused' ? (rule?.hint ?? none)(c, fault) : transportHint(fault, c);
  const statusHint = exit === Exit.auth ? ramHint(c, fault) : null;
  return new CliError(exit, `${c.action} failed: ${whatHappened(fault, c)}${open}`, {
    hint: uncertain
      ? 'Look for the job with `asrctl list` before you submit again: a second submit is a second job.'
      : (ordinary ?? statusHint ?? undefined),
    code: uncertain ? 'submit_uncertain' : (code ?? undefined),
    requestId: fault.requestId ?? undefined,
  });
};
