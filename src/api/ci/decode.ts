// JobsDetail to the job document, pure. Order of elements does not matter, unknown ones are ignored.
import { emptyJob, type Job, type JobState } from '../../jobs/job.js';
import { takeToken } from '../../jobs/token.js';
import type { Listed } from '../find-by-token.js';
import { cosUri } from './bucket.js';
import { readResult } from '../../transcripts/results/ci-result.js';
import { all, child, textOf, type Element, readXml, XmlFault } from '../xml.js';

/** The service's state words and the contract's. */
export const stateWords: readonly (readonly [word: string, state: JobState])[] = [
  ['Submitted', 'queued'],
  ['Running', 'running'],
  ['Pause', 'paused'],
  ['Success', 'succeeded'],
  ['Failed', 'failed'],
  ['Cancel', 'cancelled'],
];

const stateOf = (word: string | null): JobState =>
  stateWords.find(([name]) => name === word)?.[1] ?? 'unknown';

/** `2022-09-14T22:31:38+0800` as UTC `2022-09-14T14:31:38Z`; null for `-` and for what is no time. */
export const utcOf = (text: string | null): string | null => {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:?\d\d)$/.exec(text ?? '');
  if (found === null) return null;
  const zone = (found[2] ?? '').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const ms = Date.parse(`${found[1]}${zone}`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().replace('.000Z', 'Z');
};

const inputOf = (input: Element | undefined): string | null => {
  const object = textOf(input, 'Object');
  return object === null ? textOf(input, 'Url') : cosUri(textOf(input, 'BucketId'), object);
};

const outputOf = (operation: Element | undefined): Job['output'] => {
  const output = child(operation, 'Output');
  const result = child(operation, 'SpeechRecognitionResult');
  const bucket = textOf(output, 'Bucket');
  const object = textOf(result, 'ObjectName') ?? textOf(output, 'Object');
  if (object === null) return null;
  const detail = textOf(result, 'DetailObjectName');
  return {
    uri: cosUri(bucket, object),
    detailUri: detail === null ? null : cosUri(bucket, detail),
    region: textOf(output, 'Region'),
  };
};

const usageOf = (operation: Element | undefined): Job['usage'] => {
  const seconds = Number(
    textOf(child(operation, 'SpeechRecognitionResult'), 'AudioTime') ?? Number.NaN,
  );
  return Number.isFinite(seconds) ? { audioMs: Math.round(seconds * 1000) } : null;
};

// `Code` is `Success` from the start, so it says something of a failed job only.
const errorOf = (detail: Element, state: JobState): Job['error'] => {
  if (state !== 'failed') return null;
  const code = textOf(detail, 'Code');
  return { code: code === 'Success' ? null : code, message: textOf(detail, 'Message') };
};

export interface Origin {
  readonly profile: string | null;
  readonly region: string | null;
  /** The whole answer's text, kept in `raw`; null to leave it out. */
  readonly raw: string | null;
}

/** One JobsDetail element as a job, or null when it has no JobId. */
export const jobOf = (detail: Element, origin: Origin): Job | null => {
  const id = textOf(detail, 'JobId');
  if (id === null) return null;
  const operation = child(detail, 'Operation');
  const input = child(detail, 'Input');
  const state = stateOf(textOf(detail, 'State'));
  const result = child(operation, 'SpeechRecognitionResult');
  return {
    ...emptyJob(id, 'ci'),
    profile: origin.profile,
    region: origin.region ?? textOf(input, 'Region'),
    type: textOf(detail, 'Tag'),
    state,
    providerState: textOf(detail, 'State'),
    input: inputOf(input),
    createdAt: utcOf(textOf(detail, 'CreationTime')),
    startedAt: utcOf(textOf(detail, 'StartTime')),
    finishedAt: utcOf(textOf(detail, 'EndTime')),
    error: errorOf(detail, state),
    userData: takeToken(textOf(operation, 'UserData')).userData,
    output: outputOf(operation),
    usage: usageOf(operation),
    transcript:
      state === 'succeeded' ? readResult(result, child(operation, 'SpeechRecognition')) : null,
    raw: origin.raw,
  };
};

/** All jobs of an answer, in its order. */
export const jobsOf = (root: Element, origin: Origin): Job[] =>
  all(root, 'JobsDetail')
    .map((detail) => jobOf(detail, origin))
    .filter((job) => job !== null);

/** The jobs of a list with the user data as sent, the token of the submit included. */
export const listedOf = (root: Element): Listed<Job>[] =>
  all(root, 'JobsDetail').flatMap((detail) => {
    const job = jobOf(detail, { profile: null, region: null, raw: null });
    if (job === null) return [];
    const createdMs = job.createdAt === null ? null : Date.parse(job.createdAt);
    return [{ job, createdMs, userData: textOf(child(detail, 'Operation'), 'UserData') }];
  });

const elementsOf = (name: string, value: unknown): Element[] => {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => elementsOf(name, item));
  if (typeof value === 'object' && value !== null) {
    const children = Object.entries(value).flatMap(([key, inner]) => elementsOf(key, inner));
    return [{ name, text: '', children }];
  }
  const isText =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return [{ name, text: isText ? String(value) : '', children: [] }];
};

const rootOf = (value: unknown, text: string): Element | null => {
  if (typeof value === 'object' && value !== null) {
    const answer = (value as { readonly Response?: unknown }).Response ?? value;
    return elementsOf('Response', answer)[0] ?? null;
  }
  if (!text.trimStart().startsWith('<')) return null;
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
};

/** The first job of a saved answer (of a get, a list or a callback), or null when it is no such thing. */
export const decodeSaved = (value: unknown, text: string): Job | null => {
  const root = rootOf(value, text);
  if (root === null || root.name !== 'Response') return null;
  return jobsOf(root, { profile: null, region: null, raw: null })[0] ?? null;
};
