// What profiles and the command line know of a service without loading its code.
import type { ProviderName } from '../jobs/job.js';

/** A flag that one service adds. Commander, help, man page and completions read this. */
export interface FlagSpec {
  /** commander's notation: `--sentence-max-length <n>`, `--semantic-sentences`. */
  readonly flags: string;
  readonly description: string;
  /** Closed sets are checked by the parser; open ones (engine names) are not listed here. */
  readonly choices?: readonly string[];
}

/** The built-in profile for the local service. Known before that runs, so that a submit can be checked first. */
export interface LocalProfile {
  readonly name: string;
  readonly region: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Fields of service.json that hold key id and secret. */
  readonly keys: readonly [id: string, secret: string];
  /** Field of service.json that holds the region; absent where `region` always holds. */
  readonly regionField?: string;
}

/** Variables in which the service's own tools find keys and settings. */
export interface EnvironmentFacts {
  /** Name of the credential source that reads them. */
  readonly source: string;
  /** One line of help about the source. */
  readonly summary: string;
  /** In the order of search. Of `tokens` the first one that is set holds. */
  readonly keys: readonly {
    readonly id: string;
    readonly secret: string;
    readonly tokens: readonly string[];
  }[];
  /** Variables that name an identity without keys; `unless` is a switch that turns it off with `true`. */
  readonly identities?: readonly { readonly variable: string; readonly unless?: string }[];
  /** Variable that names a role to assume with the keys. */
  readonly role?: string;
  readonly region: readonly string[];
  /** Holds `host[:port]` or an address. */
  readonly endpoint: string;
  /** Setting to variable. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface ProfileFacts {
  readonly name: ProviderName;
  /** Profile settings beyond region and endpoint: flags of `profile add`. */
  readonly profileFlags: readonly FlagSpec[];
  /** Regions that `profile add` offers; others may exist. */
  readonly regions?: readonly string[];
  /** True if no job can be sent without a bucket. */
  readonly needsBucket?: boolean;
  /** Absent when the local service does not speak this protocol. */
  readonly localProfile?: LocalProfile;
  /** Absent when no variables are read. */
  readonly environment?: EnvironmentFacts;
}
