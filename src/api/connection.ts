// What an adapter gets from the rest of the program: an identity, an address, and a part of the world.
import type { JobProgress, ProviderName } from '../jobs/job.js';

/** Secrets print as `***` wherever they end up: template strings, JSON, util.inspect. */
export interface Secret {
  reveal(): string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  /** Of temporary (STS) credentials. */
  readonly securityToken: Secret | null;
  /** Where they came from, for `doctor` and error messages: "environment", "~/.aliyun/config.json [dev]". */
  readonly origin: string;
  /** When they expire, milliseconds since the epoch; absent where they do not or nothing says when. */
  readonly expiresAtMs?: number | undefined;
}

/** Everything an adapter needs to reach its service; made by `profiles` out of flags, environment and files. */
export interface Connection {
  readonly provider: ProviderName;
  readonly profile: string;
  readonly region: string | null;
  /** `https://host[:port]`, or null for the service's own default for the region. */
  readonly endpoint: string | null;
  /** Settings that only one provider knows: `bucket`, `vpc`, `jobsApi` … */
  readonly settings: Readonly<Record<string, string>>;
  /** True for the built-in local profiles: local paths are submitted in place. */
  readonly local: boolean;
  /** Asked for before each call: the same object until they are refreshed. May start the local service. */
  credentials(): Promise<Credentials>;
  /** Starts the local service again when it has gone. Absent where the service is not ours to start. */
  readonly restart?: (() => Promise<void>) | undefined;
  /** Lets the service read a file of this machine that the command line names. Absent where the protocol alone is spoken. */
  readonly admit?: ((file: string) => Promise<void>) | undefined;
  /** How far unfinished jobs are, by id; not all of them need be in it. Absent where the protocol alone is spoken. */
  readonly progress?:
    | ((ids: readonly string[]) => Promise<ReadonlyMap<string, JobProgress>>)
    | undefined;
}

/** What adapters may use of the world; a subset of App. */
export interface Tools {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  /** One line for `--verbose`; never a secret, never a query string. */
  trace(line: string): void;
  /** A command of asrctl for a hint: it works when pasted, with the profile of this command line. */
  readonly command: (...words: readonly string[]) => string;
  /** One line for the user on stderr (hidden by `--quiet`): what was adjusted or looks wrong. */
  notice(line: string): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
