// The error that a user sees for a failed call: the same words for the same fault on every service.
import { CliError, Exit, type ExitCode } from '../../errors.js';
import type { Tools } from '../connection.js';
import { cleanId, cleanMessage } from './clean-text.js';
import type { ServiceFault } from './service-fault.js';

/** What a message may say about the call. Nothing here is secret except `secrets`. */
export interface CallFacts {
  /** The operation, as the service's permissions name it. */
  readonly action: string;
  /** Host and port only. */
  readonly host: string;
  readonly profile: string;
  readonly region: string | null;
  /** Where the credentials came from. */
  readonly origin: string;
  /** Texts that no message may hold: key id, secret, token. */
  readonly secrets: readonly string[];
  /** As `Tools.command`. */
  readonly command: Tools['command'];
  /** The call makes a job, so that a lost answer leaves it open whether there is one. */
  readonly creates: boolean;
}

/** What to do about a refusal. */
export interface Advice {
  readonly exit: ExitCode;
  readonly hint: string | null;
}

const networkWords = ({ code, message }: ServiceFault, host: string): string => {
  if (code === 'timeout') return `no answer from ${host}: ${message}`;
  if (code === 'too_large') return `unusable answer from ${host}: ${message}`;
  const shown = code !== null && /^[A-Z]/.test(code) ? ` (${code})` : '';
  return `cannot reach ${host}: ${message}${shown}`;
};

const wordsOf = (fault: ServiceFault, { host, secrets }: CallFacts): string => {
  const { kind, code, message, status } = fault;
  if (kind === 'network') return networkWords(fault, host);
  if (kind === 'cut') return `the answer of ${host} was cut off`;
  if (kind === 'foreign') {
    const where = status === null ? '' : `status ${status}, `;
    return `a proxy or gateway answered instead of ${host}: ${where}${message}`;
  }
  const said = message === null ? `status ${status}` : cleanMessage(message, secrets);
  return code === null ? said : `${cleanId(code, secrets)}: ${said}`;
};

const transportHint = ({ kind, code }: ServiceFault, { region }: CallFacts): string => {
  if (code === 'proxy') return 'Check HTTPS_PROXY; list hosts that need no proxy in NO_PROXY.';
  if (code === 'ENOTFOUND') return `Check --region (now ${region ?? 'none'}) and --endpoint.`;
  if (/^(?:EPROTO|ERR_SSL|HPE_)/.test(code ?? ''))
    return 'Check http:// against https:// in --endpoint.';
  if (/CERT|^UNABLE_TO_/.test(code ?? ''))
    return 'Behind a proxy that inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS.';
  return kind === 'foreign'
    ? 'Check --endpoint, --region and HTTPS_PROXY, or sign in to the network, then run it again.'
    : 'Check the network and --endpoint, then run it again.';
};

/** For a request that certainly had no effect: how long to wait before it is sent again. */
const waitOf = (fault: ServiceFault, passes: boolean): number | undefined => {
  if (fault.mayHaveArrived) return undefined;
  return passes ? (fault.retryAfterMs ?? 0) : Number.POSITIVE_INFINITY;
};

/** The code of the error: the service's own, the system's, or a word of ours. */
const codeOf = ({ kind, code }: ServiceFault, { secrets }: CallFacts): string | undefined => {
  if (kind === 'foreign') return 'foreign_answer';
  return kind === 'cut' ? 'cut' : (cleanId(code, secrets) ?? undefined);
};

export const openOutcome = 'the job may exist anyway';
/** After a submit whose outcome is open. */
export const lookFirst = (command: Tools['command']): string =>
  `Look for the job with \`${command('list')}\` before you submit again: a second submit is a second job.`;

/**
 * The error for a fault. `advice` is for refusals; every other fault is the network's and ends in exit 8.
 * `passes` is true if the fault may be temporary.
 */
export const serviceError = (
  fault: ServiceFault,
  facts: CallFacts,
  advice: Advice,
  passes: boolean,
): CliError => {
  const uncertain = facts.creates && fault.mayHaveArrived;
  const refused = fault.kind === 'refused';
  const known = refused ? advice.exit : Exit.unavailable;
  // Exit 8 tells the journal that the outcome of a submit is open.
  const exit = uncertain ? Exit.unavailable : known;
  const hint = uncertain
    ? lookFirst(facts.command)
    : refused
      ? advice.hint
      : transportHint(fault, facts);
  const open = uncertain ? `; ${openOutcome}` : '';
  return new CliError(exit, `${facts.action} failed: ${wordsOf(fault, facts)}${open}`, {
    retryAfterMs: exit === Exit.unavailable ? waitOf(fault, passes) : undefined,
    hint: hint ?? undefined,
    code: uncertain ? 'submit_uncertain' : codeOf(fault, facts),
    requestId: cleanId(fault.requestId, facts.secrets) ?? undefined,
  });
};
