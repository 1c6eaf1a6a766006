// What starting the service needs of the program that starts it.
import { localPaths } from '../process/paths.js';
import type { StartContext } from './start.js';

/** The part of the App that this room sees. */
export interface ProgramContext {
  readonly paths: { readonly stateDir: string };
  /** The command line that starts this program again. */
  readonly self: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
  readonly clock: {
    now(): number;
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
  };
  readonly signal: AbortSignal;
}

export const startContextOf = (program: ProgramContext): StartContext => {
  const { paths, self, env, home, cwd, clock, signal } = program;
  return {
    paths: localPaths(paths.stateDir),
    command: [...self, 'local', 'serve'],
    env,
    home,
    cwd,
    now: () => clock.now(),
    sleep: (ms) => clock.sleep(ms, signal),
  };
};
