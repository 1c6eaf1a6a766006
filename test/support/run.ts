// Runs one command line in this process: the program as main builds it, in a world that a test made.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Provider, ProviderDescription } from '../../src/api/provider.js';
import type { App, GlobalFlags } from '../../src/app.js';
import type { ExitCode } from '../../src/errors.js';
import { clock as wallClock, processes } from '../../src/main.js';
import type { Profiles } from '../../src/profiles/profiles.js';
import type { MessageMode } from '../../src/messages.js';
import { run } from '../../src/program.js';
import { shellFor, type ProcessWorld } from '../../src/shell.js';
import { recordingIo, type TerminalOptions } from './io.js';

export interface RunOptions extends TerminalOptions {
  /** Added to PATH, TZ=UTC, ASRCTL_HOME and, where nothing names another profile, ASRCTL_PROFILE=local; nothing else of this process's environment gets in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the temporary home. */
  readonly cwd?: string;
  /** ASRCTL_HOME. Default: a new folder, removed after the run; give one to keep state between runs. */
  readonly home?: string;
  /** In place of the service of the profile in force. */
  readonly provider?: Provider;
  /** In place of the services we know. */
  readonly providers?: readonly ProviderDescription[];
  /** In place of config.json. */
  readonly profiles?: Profiles;
  /** Default: `jumpingClock()` with a scripted `provider`, else the wall clock. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** Where credential sources ask. Default: nobody answers. */
  readonly ask?: ProcessWorld['ask'];
  /** Default: always 0.5. */
  readonly random?: () => number;
}

export interface RunResult {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** What the spinner said, on a terminal only; not part of `stderr`. */
  readonly statuses: readonly string[];
  /** What a screen showed; null where it was closed. */
  readonly frames: readonly (readonly string[] | null)[];
  /** What a pager got, after the words that started it. */
  readonly paged: readonly string[];
  /** What prompts asked. */
  readonly questions: readonly string[];
}

/** A clock that starts at `startMs` (default 2026-01-31T12:00:00Z) and moves only when somebody sleeps. */
export const jumpingClock = (startMs = Date.UTC(2026, 0, 31, 12)): Clock => {
  let now = startMs;
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
      // A turn of the event loop, so that sockets and signals get theirs.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
};

/** A new folder under the system's temporary folder; the caller removes it. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'asrctl-test-'));

const replaced = (app: App, options: RunOptions): App => ({
  ...app,
  ...(options.provider ? { provider: async () => options.provider as Provider } : {}),
  ...(options.profiles
    ? {
        profiles: async () => options.profiles as Profiles,
        connection: async () => (options.profiles as Profiles).connect(),
      }
    : {}),
});

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'asrctl.cjs');

/** Off a terminal a command needs a profile; a test that configures none means the local service. */
const isConfigured = (home: string, { env = {} }: RunOptions): boolean =>
  Object.keys(env).some((name) => /_(?:KEY_ID|SECRET_ID|SECRET|SECRET_KEY)$/.test(name)) ||
  existsSync(join(home, 'config.json'));

/** What main knows of the process, as a test wants it: a home, the environment, streams that record. */
export const worldIn = (home: string, argv: readonly string[], options: RunOptions) => {
  const env = {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    ASRCTL_HOME: home,
    ...(isConfigured(home, options) ? {} : { ASRCTL_PROFILE: 'local' }),
    ...options.env,
  };
  const io = recordingIo(env, options);
  const world = {
    argv,
    env,
    cwd: options.cwd ?? home,
    home,
    platform: process.platform,
    version: '0.0.0-test',
    self: [process.execPath, launcher] as const,
    processes,
    clock: options.clock ?? (options.provider ? jumpingClock() : wallClock),
    random: options.random ?? (() => 0.5),
    signal: options.signal ?? new AbortController().signal,
    ask: options.ask ?? (async () => ({ lost: 'no network in tests' })),
    io: (flags: () => GlobalFlags | null, mode: () => MessageMode) => io.open(flags, mode),
  };
  return { world, io };
};

const runIn = async (
  home: string,
  argv: readonly string[],
  options: RunOptions,
): Promise<RunResult> => {
  const { world, io } = worldIn(home, argv, options);
  const shell = shellFor(world, options.providers);
  const code = await run(
    {
      ...shell,
      app: (flags) => replaced(shell.app(flags), options),
    },
    argv,
  );
  await shell.messages.settle();
  return { code, ...io.recorded() };
};

/** Runs `asrctl <argv>`; never throws for what a user would see as an exit code. */
export const asrctl = async (
  argv: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> => {
  if (options.home !== undefined) return runIn(options.home, argv, options);
  const home = await temporaryFolder();
  try {
    return await runIn(home, argv, options);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
};
