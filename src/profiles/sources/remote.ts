// Questions for temporary keys over HTTP, and what their answers mean.
import { CliError, Exit } from '../../errors.js';
import { isFields, type Fields } from '../../json.js';
import { isLoopback } from '../endpoint.js';
import { textOf } from '../store/config.js';
import type { HttpQuestion, SourceWorld } from '../world.js';
import { noCredentials } from './source.js';

/** How soon a waiting command asks again. */
const againMs = 5_000;

/** Exit 8: nothing was sent to the service of the job, and a later try may help. */
export const unreachable = (message: string, hint: string): CliError =>
  new CliError(Exit.unavailable, message, { hint, retryAfterMs: againMs });

export interface JsonReply {
  readonly status: number;
  /** Empty when the body is no JSON object. */
  readonly fields: Fields;
}

const parsed = (text: string): Fields => {
  try {
    const value = JSON.parse(text) as unknown;
    return isFields(value) ? value : {};
  } catch {
    // It may hold keys: nothing of it is quoted.
    return {};
  }
};

/** The answer to a question of `name`, as text. Throws exit 8 when there is none or the status is 5xx. */
export const askText = async (
  { ask }: SourceWorld,
  name: string,
  question: HttpQuestion,
): Promise<{ readonly status: number; readonly text: string }> => {
  const reply = await ask(question);
  const why = reply.lost ?? (reply.status >= 500 ? `status ${reply.status}` : null);
  if (why === null && reply.lost === null) return reply;
  throw unreachable(
    `No answer from ${name} at ${question.url.host}: ${why}`,
    question.direct === true
      ? 'It exists on machines of that cloud only. Elsewhere choose another source: asrctl profile add NAME --force --source …'
      : 'Check the network, and HTTPS_PROXY if the network needs a proxy.',
  );
};

/** As `askText`, for an answer that is a JSON object. */
export const askJson = async (
  world: SourceWorld,
  name: string,
  question: HttpQuestion,
): Promise<JsonReply> => {
  const { status, text } = await askText(world, name, question);
  return { status, fields: parsed(text) };
};

/** A code of a service as it may be shown, or null: it is a word of the API or not shown at all. */
export const codeOf = (value: unknown): string | null => {
  const code = textOf(value);
  return code !== null && /^[A-Z][\w.-]{0,79}$/i.test(code) ? code : null;
};

/** ISO text, seconds or milliseconds since the epoch as milliseconds; undefined for anything else. */
export const timeOf = (value: unknown): number | undefined => {
  const text = typeof value === 'number' ? String(value) : textOf(value);
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * (text.length > 11 ? 1 : 1000) : Date.parse(text);
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
};

/** An address for secrets: https, or http on this machine. Throws exit 4 for any other. */
export const secureUrl = (typed: string, origin: string): URL => {
  const text = typed.includes('://') ? typed : `${isLocal(typed) ? 'http' : 'https'}://${typed}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isOwnNetwork(url.hostname));
  if (url !== null && isSafe && url.username === '') return url;
  throw noCredentials(
    `${origin} names an address that keys are not requested from`,
    'Use an https:// address, or http:// with a loopback or link-local address.',
  );
};

const isLocal = (typed: string): boolean => isLoopback(typed.replace(/[:/].*$/, ''));

/** Loopback, and the link-local addresses that metadata services have. */
const isOwnNetwork = (host: string): boolean =>
  isLoopback(host) || /^169\.254(?:\.\d{1,3}){2}$/.test(host);

/** Throws exit 4 if keys that cannot be refreshed here have expired. */
export const requireFresh = (
  origin: string,
  expiresAtMs: number | undefined,
  { clock }: SourceWorld,
  hint: string,
): void => {
  if (expiresAtMs === undefined || expiresAtMs > clock.now()) return;
  const when = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
  throw noCredentials(`The keys in ${origin} expired at ${when}`, hint);
};
