// What this room needs of the App, named one by one so that tests can give just that.
import type { Clock, ProfileFacts } from '../api/provider.js';
import type { LocalService } from './local-service.js';

export type Env = Readonly<Record<string, string | undefined>>;

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
  };
  readonly clock: Clock;
  readonly tools: { notice(line: string): void };
  /** Texts that nothing of this run may print. */
  readonly secrets: { add(secret: string): void };
  readonly signal: AbortSignal;
  /** Handed over by `main`, so that this room starts no processes. */
  readonly localService: () => Promise<LocalService>;
  /** Every service: settings, variables and built-in profiles come from these facts. */
  readonly providers: readonly ProfileFacts[];
}

/** A variable's value without blanks around it, or null when unset or empty. */
export const variable = (env: Env, name: string): string | null => env[name]?.trim() || null;
