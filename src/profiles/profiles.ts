// What commands may ask of profiles. Store and credential sources are hidden behind it.
import type { Connection } from '../api/provider.js';
import type { ProviderName } from '../jobs/job.js';
import type { Project } from './project.js';

/** The origin of a profile that nothing chose. */
export const unconfigured = 'no profile is configured';

/** A profile as it is kept in config.json. Secrets are in it only when the user stored them there (0600). */
export interface ProfileSummary {
  readonly name: string;
  readonly provider: ProviderName;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly settings: Readonly<Record<string, string>>;
  /** Which credential source it uses: `stored`, `env`, `aliyun-cli` … */
  readonly source: string;
  /** `LTAI****0001`; null when it can only be known by asking the source. Never the secret. */
  readonly accessKeyId: string | null;
  readonly builtIn: boolean;
  readonly isDefault: boolean;
}

/** Who the keys of a profile belong to. A part that is not known is null. */
export interface Identity {
  /** `LTAI****0001` */
  readonly accessKeyId: string | null;
  /** Where the keys come from, as in `Credentials`. */
  readonly origin: string | null;
  /** ISO 8601, of temporary keys. */
  readonly expiresAt: string | null;
  readonly account: string | null;
  readonly arn: string | null;
  /** Why keys or account are not known: one clause. */
  readonly problem: string | null;
}

/** A place with keys on this machine that a profile can use. */
export interface FoundKeys {
  readonly provider: ProviderName;
  readonly source: string;
  /** Profile or section of the source; null where it has none. */
  readonly sourceProfile: string | null;
  /** What comes along with the keys. */
  readonly region: string | null;
  readonly bucket: string | null;
  readonly expiresAtMs: number | null;
  readonly isExpired: boolean;
}

/** Where a setting came from: flag > environment > project file > profile. */
export interface Explained {
  readonly name: string;
  readonly value: string | null;
  readonly origin: string;
}

export interface NewProfile {
  readonly name: string;
  readonly provider: ProviderName;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly source: string;
  /** For source `stored`: read from a prompt or stdin by the command, never from a flag. Null keeps what is stored. */
  readonly keys: {
    readonly id: string;
    readonly secret: string;
    readonly token: string | null;
  } | null;
}

/** New values by key, as in `profile set NAME key=value`; an empty one removes the setting. */
export type Changes = Readonly<Record<string, string>>;

export interface Profiles {
  list(): Promise<readonly ProfileSummary[]>;
  /** Throws exit 3 when there is none of that name. */
  show(name: string): Promise<ProfileSummary>;
  /** Throws exit 2 for a name that no profile may have, 9 for one that exists unless `force` is true. */
  requireFree(name: string, force: boolean): Promise<void>;
  /** Throws exit 9 when it exists and `force` is false, 2 when a value is invalid. */
  add(profile: NewProfile, force: boolean): Promise<ProfileSummary>;
  /** Throws exit 3 for an unknown profile, 2 for an unknown key or an invalid value. */
  set(name: string, changes: Changes): Promise<ProfileSummary>;
  use(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** The settings in force for a profile (default: the one in force), each with its origin. */
  explain(name?: string): Promise<readonly Explained[]>;
  /**
   * Fetches the keys of a profile (default: the one in force) and asks their cloud for the account. Null for the local
   * service. Throws as `connect` does, and for nothing else.
   */
  identity(name?: string): Promise<Identity | null>;
  /** Keys that other tools keep on this machine. Reads files only. */
  found(): Promise<readonly FoundKeys[]>;
  /** The project file that applies in the current folder; null if there is none. */
  project(): Promise<Project | null>;
  /** Files with keys that were read so far and that other users can read. */
  exposedFiles(): readonly string[];
  /** Resolves which profile is in force and everything needed to call its service. */
  connect(name?: string): Promise<Connection>;
}
