// Jobs of the local service, independent of the wire protocol that created them. Types only:
// store.ts keeps them, queue.ts runs them, wire/ writes them in each protocol.

/** `production` is the second kind of job that IMS has; separate, because each has its own operations. */
export type Protocol = 'ims' | 'ci' | 'production';

/** In the order a job passes through them; the last three are final. */
export type LocalState = 'created' | 'running' | 'finished' | 'failed' | 'cancelled';

export interface LocalWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** 0 to 1, the engine's confidence; null when it reports none. */
  readonly confidence: number | null;
}

/** Times are integer milliseconds from the start of the whole file, not of the requested part. */
export interface LocalSegment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** Empty when the engine gives segment times only. */
  readonly words: readonly LocalWord[];
  /** A number from 0, as the engine counts; absent when it does not distinguish speakers. */
  readonly speaker?: string;
}

export interface LocalResult {
  readonly segments: readonly LocalSegment[];
  /** The length of the transcribed audio: the requested part of the file. */
  readonly audioMs: number;
  /** `pocketsphinx`, `whisper` … */
  readonly engine: string;
  /** The language that the engine detected, as ISO 639-1. */
  readonly language?: string | null;
  /** Of production jobs only. */
  readonly produced?: Produced;
}

/** What a production job wrote. `files` are the names the client knows, `paths` where the files are. */
export interface Produced {
  readonly files: readonly string[];
  readonly paths: readonly string[];
  /** The function's own result, as the protocol writes it. */
  readonly result: unknown;
}

export interface JobFault {
  readonly code: string;
  readonly message: string;
}

export interface LocalJob {
  /** 32 lower-case hex digits, unique across the protocols. */
  readonly id: string;
  readonly protocol: Protocol;
  /** The protocol's own word: `ASR`, `SpeechRecognition`. */
  readonly type: string;
  readonly state: LocalState;
  /** The media as the client named it. */
  readonly input: string;
  /** The file behind it at submit: absolute, symbolic links resolved, inside the allowed roots or granted. */
  readonly file: string;
  /** Which part of the file; `durationMs` null means to its end. */
  readonly startMs: number;
  readonly durationMs: number | null;
  /** The protocol's own parameters, in the form it reads them back. Any JSON. */
  readonly request: unknown;
  readonly error: JobFault | null;
  /** Milliseconds since the epoch; null until then. */
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  /** True when the file was granted for this job: it need not be inside the roots. */
  readonly granted: boolean;
}

export type NewJob = Pick<
  LocalJob,
  'protocol' | 'type' | 'input' | 'file' | 'startMs' | 'durationMs' | 'request'
>;

export interface JobsQuery {
  readonly types?: readonly string[] | undefined;
  readonly states?: readonly LocalState[] | undefined;
  /** Creation time, milliseconds since the epoch: from `sinceMs`, up to and without `untilMs`. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** By creation; newest first where absent. */
  readonly order?: 'asc' | 'desc' | undefined;
  readonly limit: number;
  /** From the previous page; opaque, and still valid when jobs are added. */
  readonly token?: string | undefined;
  /** For protocols that count pages instead. Ignored with a token. */
  readonly offset?: number | undefined;
}

export interface JobsPage {
  readonly jobs: readonly LocalJob[];
  /** Null on the last page. */
  readonly nextToken: string | null;
}

/** A page token that is not from this service. */
export class BadToken extends Error {
  override readonly name = 'BadToken';
}

/** What a wire protocol may do with jobs. A job is visible only through the protocol that created it. */
export interface Jobs {
  /** On disk when this returns; the queue runs it later. */
  submit(job: NewJob): LocalJob;
  get(protocol: Protocol, id: string): LocalJob | null;
  /** Null until the job is finished. Separate from `get`: a result may be megabytes. */
  result(id: string): LocalResult | null;
  /** Throws BadToken. */
  list(protocol: Protocol, query: JobsQuery): JobsPage;
  /** How many jobs match, pages aside. */
  count(
    protocol: Protocol,
    query: Pick<JobsQuery, 'types' | 'states' | 'sinceMs' | 'untilMs'>,
  ): number;
  /** A waiting job is cancelled, a running one stopped; a final one stays as it is. The job afterwards, or null. */
  cancel(protocol: Protocol, id: string): LocalJob | null;
  /** Deletes a job and its result; a running job is stopped first. False when there is none. */
  remove(protocol: Protocol, id: string): boolean;
}
