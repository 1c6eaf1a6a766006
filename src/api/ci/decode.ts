// JobsDetail to the job document, pure. Order of elements does not matter, unknown ones are ignored.
import { emptyJob, type Job, type JobState } from '../../jobs/job.js';
import { takeToken } from '../../jobs/token.js';
import { cosUri } from './bucket.js';
import { readResult } from '../../transcripts/results/ci-result.js';
import { all, child, textOf, type Element } from './http/xml.js';

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
