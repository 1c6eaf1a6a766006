// What this room needs of the App, named one by one so that tests can give just that.
import type { Clock, ProfileFacts } from '../api/provider.js';
import type { LocalService } from './local-service.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** One request for temporary keys. It is sent once and no redirect is followed. */
export interface HttpQuestion {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** True for services of the own machine or data centre, which no proxy reaches. */
  readonly direct?: boolean;
}

/** An answer of at most 1 MiB, or one clause that says why none came: "connection refused". */
export type HttpReply =
  | { readonly status: number; readonly text: string; readonly lost: null }
  | { readonly lost: string };

export interface ProfilesWorld {
  readonly env: Env;
  readonly home: string;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly paths: { readonly configDir: string; readonly stateDir: string };
  readonly flags: {
    readonly profile: string | null;
    readonly region: string | null;
    readonly endpoint: string | null;
    readonly quiet?: boolean;
  };
  readonly clock: Clock;
  readonly tools: { notice(line: string): void };
  /** Uniform in [0, 1). */
  random(): number;
  readonly processes: {
    readonly pid: number;
    readonly uid: number | null;
    readonly lives: (pid: number) => boolean;
  };
  /** True if a person sees notices: stderr is a terminal. */
  readonly interactive: boolean;
  /** Texts that nothing of this run may print. */
  readonly secrets: { add(secret: string): void };
  readonly signal: AbortSignal;
  /** Handed over by `main`, so that this room starts no processes. */
  readonly localService: () => Promise<LocalService>;
  /** Handed over, so that no code for HTTP loads before it is needed. Rejects with the reason of `signal` only. */
  readonly ask: (question: HttpQuestion) => Promise<HttpReply>;
  /** Every service: settings, variables and built-in profiles come from these facts. */
  readonly providers: readonly ProfileFacts[];
}

/** What a credential source needs. */
export interface SourceWorld extends ProfilesWorld {
  /** The text of a file with keys, or null; remembers files that other users can read. */
  readonly readSecrets: (file: string) => string | null;
}

/** A variable's value without blanks around it, or null when unset or empty. */
export const variable = (env: Env, name: string): string | null => env[name]?.trim() || null;
