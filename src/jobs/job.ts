// The job as users know it, whichever service ran it. The shape is the contract's "Job" document.
import type { Transcript } from '../transcripts/transcript.js';

export type ProviderName = string;

/** The contract's state words, in the order a job passes through them. */
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

/** A job in one of these states will not change any more. */
export const isTerminal = (state: JobState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'cancelled';

export interface JobError {
  readonly code: string | null;
  readonly message: string | null;
}

/** Times are UTC `YYYY-MM-DDTHH:MM:SSZ`; absent values are null, never missing. */
export interface Job {
  readonly id: string;
  readonly provider: ProviderName;
  /** Name of the profile that asked. Null when the job was read from a file. */
  readonly profile: string | null;
  readonly region: string | null;
  /** The service's own word: ASR, TextToSpeech, SpeechRecognition … */
  readonly type: string | null;
  readonly state: JobState;
  /** The service's own word for the state, exactly as sent. */
  readonly providerState: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** What was transcribed, as the service names it (URL, media id, object key). */
  readonly input: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: JobError | null;
  readonly userData: string | null;
  /** Where the result lies or what it is, when it is not a transcript. Shape depends on the type. */
  readonly output: unknown;
  readonly usage: unknown;
  readonly transcript: Transcript | null;
  /** Generated texts (TextGenerate). */
  readonly texts: readonly string[] | null;
  /** The answer as received, unparsed text, so that nothing is lost; shown with `--raw` only. */
  readonly raw: string | null;
}

/** A job with every field at its null value; adapters spread what they know over it. */
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
