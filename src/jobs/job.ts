// A job, independent of the service that runs it. The shape is the Job document.
import type { Transcript } from '../transcripts/transcript.js';

export type ProviderName = string;

/** The states of a job, in the order in which a job passes through them. */
export const jobStates = [
  'queued',
  'running',
  'paused',
  'succeeded',
  'failed',
  'cancelled',
  'unknown',
] as const;
export type JobState = (typeof jobStates)[number];

/** True for a state that does not change any more. */
export const isTerminal = (state: JobState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'cancelled';

export interface JobError {
  readonly code: string | null;
  readonly message: string | null;
}

/** How far an unfinished job is, where the service says it. */
export type JobProgress = Required<Pick<Job, 'progress' | 'queuePosition'>>;

/** Times are UTC `YYYY-MM-DDTHH:MM:SSZ`; absent values are null, never missing. */
export interface Job {
  readonly id: string;
  readonly provider: ProviderName;
  /** Name of the profile that fetched the job. Null when the job was read from a file. */
  readonly profile: string | null;
  readonly region: string | null;
  /** The type as the service names it: ASR, TextToSpeech, SpeechRecognition … */
  readonly type: string | null;
  readonly state: JobState;
  /** The state as the service names it, exactly as sent. */
  readonly providerState: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** The transcribed media, as the service names it (URL, media id, object key). */
  readonly input: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: JobError | null;
  readonly userData: string | null;
  /** The location of the result, or the result itself when it is not a transcript. The shape depends on the type. */
  readonly output: unknown;
  readonly usage: unknown;
  readonly transcript: Transcript | null;
  /** Generated texts (TextGenerate). */
  readonly texts: readonly string[] | null;
  /** The share of the work that is done, 0 to 1. Only of unfinished jobs of the local service. */
  readonly progress?: number | null;
  /** 1 for the next job to run. Only of waiting jobs of the local service. */
  readonly queuePosition?: number | null;
  /** The response as received, as unparsed text so that nothing is lost. Shown with `--raw` only. */
  readonly raw: string | null;
}

/** A job with null in every field. Adapters set the fields that they know. */
export const emptyJob = (id: string, provider: ProviderName): Job => ({
  id,
  provider,
  profile: null,
  region: null,
  type: null,
  state: 'unknown',
  providerState: null,
  title: null,
  description: null,
  input: null,
  createdAt: null,
  updatedAt: null,
  startedAt: null,
  finishedAt: null,
  error: null,
  userData: null,
  output: null,
  usage: null,
  transcript: null,
  texts: null,
  raw: null,
});
