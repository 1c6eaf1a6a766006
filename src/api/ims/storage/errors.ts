// Refusals of OSS as errors of this program. Codes: the error table of OSS,
// https://www.alibabacloud.com/help/en/oss/support/http-status-code-overview.
import { CliError, Exit, type ExitCode } from '../../../errors.js';
import { cleanId } from '../../http/clean-text.js';
import { HttpFault } from '../../http/http-fault.js';
import { serviceError, type CallFacts } from '../../http/service-error.js';
import { mayPass, networkFault } from '../../http/service-fault.js';

/** `action` is the permission's name without its `oss:`: PutObject, HeadObject … */
export interface OssCallFacts extends Omit<CallFacts, 'secrets' | 'creates'> {
  readonly bucket: string;
}

/** What OSS answered instead of doing it. Its message is left out: it may hold addresses. */
export interface Refusal {
  readonly code: string | null;
  readonly status: number;
  readonly requestId: string | null;
}

interface Rule {
  readonly code: RegExp;
  readonly exit: ExitCode;
  hint(c: OssCallFacts): string;
}

const rules: readonly Rule[] = [
  {
    code: /^(?:InvalidAccessKeyId|SignatureDoesNotMatch)$/,
    exit: Exit.auth,
    hint: (c) =>
      `The credentials came from ${c.origin}. Store others with \`asrctl profile add ${c.profile} --force\`.`,
  },
  {
    code: /^(?:SecurityTokenExpired|InvalidSecurityToken)$/,
    exit: Exit.auth,
    hint: (c) => `The temporary credentials have ended: get new ones (${c.origin}).`,
  },
  {
    code: /^RequestTimeTooSkewed$/,
    exit: Exit.auth,
    hint: () =>
      'Set the clock of this machine: a signature is valid for 15 minutes. `asrctl doctor` says how far it is off.',
  },
  {
    code: /^NoSuchBucket$|^InvalidBucketName$/,
    exit: Exit.notFound,
    hint: (c) =>
      `Name one of your buckets in the region of the profile with --upload-bucket; this request went to ${c.bucket}.`,
  },
  {
    code: /^AccessDenied$|^UserDisable$/,
    exit: Exit.auth,
    hint: (c) =>
      `Allow oss:${c.action} on acs:oss:*:*:${c.bucket}/asrctl/* to this identity (${c.origin}). A bucket of another region answers the same.`,
  },
];

/** True when the same call may succeed later: an outage, or throttling. */
const isPassing = (code: string, status: number): boolean =>
  status >= 500 || status === 429 || /^(?:SlowDown|RequestTimeout)/.test(code);

/** The error for a refusal, whose `code` is the service's, or for an answer that did not come. */
export const ossError = (thrown: Refusal | HttpFault, c: OssCallFacts): CliError => {
  if (thrown instanceof HttpFault) {
    const fault = networkFault(thrown);
    const advice = { exit: Exit.unavailable, hint: null };
    const facts = { ...c, secrets: [], creates: false };
    return serviceError(
      fault,
      facts,
      advice,
      mayPass(fault, () => false),
    );
  }
  const { status } = thrown;
  const code = cleanId(thrown.code, []) ?? 'unknown';
  const details = { code, requestId: cleanId(thrown.requestId, []) ?? undefined };
  const rule = rules.find((one) => one.code.test(code));
  if (rule !== undefined) {
    const message = `${c.action} at ${c.host} failed: ${code}`;
    return new CliError(rule.exit, message, { ...details, hint: rule.hint(c) });
  }
  if (isPassing(code, status)) {
    const message = `${c.action} at ${c.host} failed: ${code}, status ${status}`;
    return new CliError(Exit.unavailable, message, {
      ...details,
      // An answer means that the service did nothing.
      retryAfterMs: 0,
      hint: 'Run the same command again: the upload resumes where it stopped.',
    });
  }
  const exit = status === 401 || status === 403 ? Exit.auth : Exit.error;
  return new CliError(exit, `${c.action} at ${c.host} failed: ${code}, status ${status}`, {
    ...details,
    hint: `Look the code up in the error table of OSS; the bucket is ${c.bucket}.`,
  });
};
