// A fault as the user meets it: what failed, under which request id, and what to do about it.
import { CliError, Exit, type ExitCode } from '../../errors.js';
import { ramHint, rules, type Circumstances } from './error-rules.js';
import { isPassing, type ImsFault } from './http/faults.js';

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

const isLost = (fault: ImsFault): boolean => fault.kind === 'network' || fault.code === 'cut';

const networkReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'no answer within 20 s',
  proxy: 'the proxy that HTTPS_PROXY names did not connect',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

const reasonOf = (code: string): string => {
  if (/CERT|^UNABLE_TO_/.test(code)) return 'its certificate is not trusted';
  if (/^(?:EPROTO|HPE_|ERR_SSL)/.test(code)) return 'it speaks another protocol';
  return networkReasons[code] ?? 'the connection failed';
};

const whatHappened = (fault: ImsFault, c: Circumstances): string => {
  if (fault.kind === 'network') {
    const code = fault.code ?? 'unknown';
    return `cannot reach ${c.host}: ${reasonOf(code)} (${code})`;
  }
  if (fault.code === 'cut') return `the answer of ${c.host} was cut off`;
  if (fault.kind === 'unreadable')
    return `${c.host} answered with status ${fault.status} and something that is not the service's JSON`;
  const said = fault.message === null ? `status ${fault.status}` : clean(fault.message, c.secrets);
  return fault.code === null ? said : `${fault.code}: ${said}`;
};

const proxyHint =
  'Check HTTPS_PROXY; hosts that are reached without a proxy are listed in NO_PROXY.';

const transportHint = (fault: ImsFault, c: Circumstances): string => {
  if (fault.kind === 'unreadable' && fault.code !== 'cut')
    return 'A proxy, a login page or another service may stand in between: check --endpoint and --region.';
  const code = fault.code ?? '';
  if (code === 'proxy') return proxyHint;
  if (code === 'ENOTFOUND') return `Check --region (now ${c.region ?? 'none'}) and --endpoint.`;
  if (/CERT|^UNABLE_TO_/.test(code))
    return 'Behind a proxy that inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS.';
  if (/^(?:EPROTO|HPE_|ERR_SSL)/.test(code)) return 'Check http:// against https:// in --endpoint.';
  return 'Check the network and --endpoint, then run it again.';
};

/** For what surely did not arrive: how long to wait before it is sent again. */
const waitOf = (fault: ImsFault): number | undefined => {
  if (fault.mayHaveArrived) return undefined;
  return isPassing(fault) ? (fault.retryAfterMs ?? 0) : Number.POSITIVE_INFINITY;
};

/** The error for a fault: by Code; by status only where the Code is missing or unknown. */
export const errorOf = (fault: ImsFault, c: Circumstances): CliError => {
  const code = fault.kind === 'refused' ? fault.code : null;
  const rule = code === null ? undefined : rules.find((r) => r.code.test(code));
  const uncertain = c.creates && fault.mayHaveArrived;
  const open = uncertain ? '; the job may exist all the same' : '';
  const known = rule?.exit ?? (isLost(fault) ? Exit.unavailable : byStatus(fault.status));
  // The port's rule: exit 8 tells the journal that the outcome is open.
  const exit = uncertain ? Exit.unavailable : known;
  const ordinary =
    fault.kind === 'refused' ? (rule?.hint(c, fault) ?? null) : transportHint(fault, c);
  const statusHint = exit === Exit.auth ? ramHint(c, fault) : null;
  return new CliError(exit, `${c.action} failed: ${whatHappened(fault, c)}${open}`, {
    retryAfterMs: exit === Exit.unavailable ? waitOf(fault) : undefined,
    hint: uncertain
      ? 'Look for the job with `asrctl list` before you submit again: a second submit is a second job.'
      : (ordinary ?? statusHint ?? undefined),
    code: uncertain ? 'submit_uncertain' : (code ?? undefined),
    requestId: fault.requestId ?? undefined,
  });
};
