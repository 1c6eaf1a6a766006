// Jobs as the local service knows them, whichever wire protocol made them. Types only:
// store.ts keeps them, queue.ts runs them, wire/ spells them.

/** `production` is the second kind of job that IMS has; kept apart, since each has its own operations. */
export type Protocol = 'ims' | 'ci' | 'production';

/** In the order a job passes through them; the last three are final. */
export type LocalState = 'created' | 'running' | 'finished' | 'failed' | 'cancelled';

export interface LocalWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** 0 to 1, as the engine judged it; null when it does not tell. */
  readonly confidence: number | null;
}

/** Times are integer milliseconds from the start of the whole file, not of the part that was asked for. */
export interface LocalSegment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** Empty when the engine gives segment times only. */
  readonly words: readonly LocalWord[];
}

export interface LocalResult {
  readonly segments: readonly LocalSegment[];
  /** How much audio was transcribed: the asked part of the file. */
  readonly audioMs: number;
  /** `pocketsphinx`, `whisper` … */
  readonly engine: string;
  /** Of production jobs only. */
  readonly produced?: Produced;
}

/** What a production job left. `files` are names as the client knows them, `paths` where they lie. */
export interface Produced {
  readonly files: readonly string[];
  readonly paths: readonly string[];
  /** The function's own result, in the wire's shape. */
  readonly result: unknown;
}

export interface JobFault {
  readonly code: string;
  readonly message: string;
}

export interface LocalJob {
  /** 32 lower-case hex digits, unique over both protocols. */
  readonly id: string;
  readonly protocol: Protocol;
  /** The protocol's own word: `ASR`, `SpeechRecognition`. */
  readonly type: string;
  readonly state: LocalState;
  /** The media as the client named it. */
  readonly input: string;
  /** The file it meant at submit: absolute, symbolic links resolved, inside the allowed roots. */
  readonly file: string;
  /** Which part of the file; `durationMs` null means to its end. */
  readonly startMs: number;
  readonly durationMs: number | null;
  /** The protocol's own parameters, as it wants them back. Any JSON. */
  readonly request: unknown;
  readonly error: JobFault | null;
  /** Milliseconds since the epoch; null until it happened. */
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
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
  /** From the page before; opaque, and steady while jobs are being added. */
  readonly token?: string | undefined;
  /** For protocols that count pages instead. Ignored with a token. */
  readonly offset?: number | undefined;
}

export interface JobsPage {
  readonly jobs: readonly LocalJob[];
  /** Null on the last page. */
  readonly nextToken: string | null;
}

/** A page token that this service did not make. */
export class BadToken extends Error {
  override readonly name = 'BadToken';
}

/** What a wire protocol may do with jobs. A job is visible through the protocol that made it only. */
export interface Jobs {
  /** On disk when this returns; the queue takes it from there. */
  submit(job: NewJob): LocalJob;
  get(protocol: Protocol, id: string): LocalJob | null;
  /** Null until the job is finished. Kept apart from `get`: a result may be megabytes. */
  result(id: string): LocalResult | null;
  /** Throws BadToken. */
  list(protocol: Protocol, query: JobsQuery): JobsPage;
  /** How many jobs match, pages aside. */
  count(
    protocol: Protocol,
    query: Pick<JobsQuery, 'types' | 'states' | 'sinceMs' | 'untilMs'>,
  ): number;
  /** A waiting job is cancelled, a running one stopped; a final one stays. The job as it is then, or null. */
  cancel(protocol: Protocol, id: string): LocalJob | null;
  /** Forgets a job and its result, stopping it first when it runs. False when there is none. */
  remove(protocol: Protocol, id: string): boolean;
}
