// The port between commands and services. An adapter is a folder `api/<name>/` that passes the
// provider contract suite (test/api/contract.ts), and one line in `api/index.ts`.
import type { Job, JobState, ProviderName } from '../jobs/job.js';
import type { HotwordLibrary } from '../jobs/hotwords.js';
import type { ProductionJob, ProductionRequest } from '../jobs/production.js';
import type { Queue } from '../jobs/queue.js';
import type { Transcript } from '../transcripts/transcript.js';
import type { Connection, Tools } from './connection.js';
import type { FlagSpec, ProfileFacts } from './profile-facts.js';
import type { Storage } from './storage/storage.js';

export type { Clock, Connection, Credentials, Secret, Tools } from './connection.js';
export type { EnvironmentFacts, FlagSpec, LocalProfile, ProfileFacts } from './profile-facts.js';

/** One submit, before anything is sent. `options` holds the provider's own flags, camelCased, as typed. */
export interface SubmitRequest {
  /** As typed; a local file is an absolute path. */
  readonly media: string;
  readonly options: SubmitOptions;
  /** The file's name: the title of the job where the service has titles and `options` has none. */
  readonly name?: string | null;
}
export type SubmitOptions = Readonly<Record<string, string | boolean | undefined>>;

/** A checked submit: what would be sent. `--dry-run` prints `operation` and `parameters`. */
export interface PreparedSubmit {
  readonly media: string;
  /** The media as the service writes it: the `input` of its job. */
  readonly input: string;
  readonly operation: string;
  readonly parameters: unknown;
  /** The parameters without what was added to those that the user gave: equal submits have equal ones. Default: `parameters`. */
  readonly identity?: unknown;
  /** The title that is sent. */
  readonly title?: string | null;
}

export interface Submitted {
  readonly input: string;
  readonly id: string;
  readonly state: JobState;
}

export interface ListQuery {
  readonly types?: readonly string[] | undefined;
  readonly states?: readonly JobState[] | undefined;
  /** Creation time, milliseconds since the epoch. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  /** Jobs per page asked for; adapters clamp it to what the service allows. */
  readonly pageSize?: number | undefined;
  readonly nextToken?: string | undefined;
  /** Provider-specific filters, camelCased (`queue`). */
  readonly options?: SubmitOptions | undefined;
}

export interface JobPage {
  readonly jobs: readonly Job[];
  /** Null on the last page. */
  readonly nextToken: string | null;
  /** Null when the service sends none. */
  readonly total: number | null;
  /** Which parts of the query the service itself applied; the rest is the caller's to filter. */
  readonly applied: ReadonlySet<'types' | 'states' | 'sinceMs' | 'untilMs' | 'order'>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Keep the answer's text in `Job.raw`. */
  readonly raw?: boolean | undefined;
}

export interface SubmitCall extends CallOptions {
  /** Travels in the job's UserData (`addToken` in jobs/token.ts), so that `find` recognises the job; decoding removes it. */
  readonly token?: string | undefined;
}

/**
 * A service, seen from the commands. Every method throws CliError only: adapters translate
 * faults at their own door, by the service's Code and not by status, and no message of theirs
 * holds a query string, a key or a signature.
 */
export interface Provider {
  readonly name: ProviderName;
  /** Identifies where its jobs live (profile, region, bucket; not a local service's port). Equal scopes hold the same jobs. */
  readonly scope: string;
  /** How many ids one `get` may carry; 1 where the API takes one. */
  readonly idsPerGet: number;
  /** Checks a submit without sending it. Throws a usage error (exit 2). */
  prepare(request: SubmitRequest): Promise<PreparedSubmit>;
  /**
   * Sends once; never retries. Exit 8 means that the outcome is open, a job may have been made,
   * unless the error has a `retryAfterMs`: the service surely did nothing.
   */
  submit(prepared: PreparedSubmit, call?: SubmitCall): Promise<Submitted>;
  /**
   * The job that was submitted with this token at or after `sinceMs` (epoch milliseconds), or null:
   * walks the service's list, newest first, and stops at the window's edge.
   */
  find(token: string, sinceMs: number, call?: CallOptions): Promise<Submitted | null>;
  /** The jobs in the order asked; null where the service knows no such id. At most `idsPerGet` ids. */
  get(ids: readonly string[], call?: CallOptions): Promise<readonly (Job | null)[]>;
  list(query: ListQuery, call?: CallOptions): Promise<JobPage>;
  /** Asks the service to cancel a job that has not ended. Absent where the service has no such operation. */
  cancel?(id: string, call?: CallOptions): Promise<void>;
  /** The queues a submit may name. Absent where the service has none. */
  queues?(call?: CallOptions): Promise<readonly Queue[]>;
  /** The transcript from the result file a job left in the user's storage. Absent where there are no such files. */
  fetchResult?(job: Job, call?: CallOptions): Promise<Transcript>;
  /** Intelligent-production jobs. Absent where the service has none. */
  readonly production?: ProductionApi;
  /** Hotword libraries a submit may name. Absent where the service has none. */
  readonly hotwords?: HotwordsApi;
  /** One unsigned request, for `doctor`: whether the endpoint answers, and how far apart the clocks are. */
  probe?(call?: CallOptions): Promise<Probe>;
  /** As the connection's. Address and keys are those of before: the local service keeps them. */
  readonly restart?: Connection['restart'];
  /** As the connection's. Before each submit of a local file. */
  readonly admit?: Connection['admit'];
  /** As the connection's. */
  readonly progress?: Connection['progress'];
}

/** Jobs that make media out of media. Throws CliError only, as the provider does. */
export interface ProductionApi {
  /** Checks a submit without sending it. Throws a usage error (exit 2). */
  prepare(request: ProductionRequest): Promise<PreparedSubmit>;
  /** Sends once. A lost answer (code `submit_uncertain`) cannot be looked up: the API has no list. */
  submit(prepared: PreparedSubmit, call?: CallOptions): Promise<Submitted>;
  get(id: string, call?: CallOptions): Promise<ProductionJob | null>;
  /** False where the service knows no such job. */
  cancel(id: string, call?: CallOptions): Promise<boolean>;
  /** An output file by its presigned address; never more than `limitBytes`. */
  download(address: string, limitBytes: number, call?: CallOptions): Promise<Uint8Array>;
}

export interface HotwordsApi {
  /** Every library, without its words, newest first. */
  list(call?: CallOptions): AsyncIterable<HotwordLibrary>;
  get(id: string, call?: CallOptions): Promise<HotwordLibrary | null>;
}

export interface Probe {
  /** `host[:port]` that answered. */
  readonly host: string;
  /** How far the service's clock is ahead of ours, milliseconds; null when it sent no date. */
  readonly skewMs: number | null;
}

/** A registry line: light data now, code when a command needs it. */
export interface ProviderDescription extends ProfileFacts {
  /** "Alibaba Cloud IMS" */
  readonly title: string;
  readonly submitFlags: readonly FlagSpec[];
  readonly listFlags: readonly FlagSpec[];
  /** The filters' own words: what `list --type` may be. */
  readonly jobTypes: readonly string[];
  open(connection: Connection, tools: Tools): Promise<Provider>;
  /** Where recordings are put for the service to read. `bucket` null is the profile's own. Absent where it reads none. */
  openStorage?(connection: Connection, tools: Tools, bucket: string | null): Promise<Storage>;
  /** The address of the console's page that lists the jobs, https. Absent where no such page is known. */
  consolePage?(place: Pick<Connection, 'region' | 'settings'>): string;
  /** A saved answer of this service (parsed JSON, or the text itself when it is XML) as a job, or null when it is not one. */
  readAnswer(value: unknown, text: string): Promise<Job | null>;
}
