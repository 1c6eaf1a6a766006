// What a command may ask of the world. Types only: `main.ts` builds the real one, tests build their own.
import type { Clock, Connection, Provider, ProviderDescription, Tools } from './api/provider.js';
import type { CliError } from './errors.js';
import type { Job } from './jobs/job.js';
import type { Journal } from './journal/journal.js';
import type { Profiles } from './profiles/profiles.js';
import type { KnownSecrets } from './terminal/known-secrets.js';
import type { Io } from './terminal/streams.js';

/** The flags that every command has, as typed; null or false where absent. */
export interface GlobalFlags {
  readonly profile: string | null;
  readonly region: string | null;
  readonly endpoint: string | null;
  /** `--format`, split at commas; empty where absent. `--json` is `['json']`. */
  readonly formats: readonly string[];
  readonly query: string | null;
  readonly color: 'auto' | 'always' | 'never';
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  readonly utc: boolean;
}

export interface Paths {
  /** Holds config.json; 0700. */
  readonly configDir: string;
  /** Holds the journal and the local service; 0700. */
  readonly stateDir: string;
  /** Holds compiled code; made by the launcher, 0700. */
  readonly cacheDir: string;
}

/** This process and its neighbours on the machine. */
export interface Processes {
  /** The version of Node, as `v20.1.2`. */
  readonly node: string;
  readonly pid: number;
  /** The effective user; null on Windows. */
  readonly uid: number | null;
  /** True while a process has that number, whoever owns it. */
  readonly lives: (pid: number) => boolean;
}

export interface App {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly paths: Paths;
  readonly version: string;
  /** The command line that starts this program again: node and the launcher. */
  readonly self: readonly [string, ...string[]];
  readonly io: Io;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly tools: Tools;
  readonly flags: GlobalFlags;
  /** Secrets of this run; everything that is printed has `***` instead of them. */
  readonly secrets: KnownSecrets;
  /** Aborted by SIGINT and SIGTERM, with a CliError of that exit code as its reason. */
  readonly signal: AbortSignal;
  /** Uniform in [0, 1). */
  random(): number;
  /** Every service we know, without loading its code. */
  readonly providers: readonly ProviderDescription[];
  profiles(): Promise<Profiles>;
  /** The profile in force (flag > environment > project > configured default > env > local) and its keys. */
  connection(): Promise<Connection>;
  /** The service behind that profile. */
  provider(): Promise<Provider>;
  /** What was submitted from this machine. Opened on first use. */
  journal(): Promise<Journal>;
  /** Prints the error of one item and lets the command go on with the others. */
  complain(error: CliError): Promise<void>;
  /** A saved answer of any service as a job, or null. */
  readAnswer(text: string): Promise<Job | null>;
}
