// Builds the App from `process`, which no other file knows, runs the program and sets the exit code.
import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Tools } from './api/provider.js';
import { providers as allProviders, readAnswer } from './api/index.js';
import type { App, GlobalFlags, Processes } from './app.js';
import { CliError, Exit } from './errors.js';
import { once } from './once.js';
import { pathsFor } from './paths.js';
import { run, type Shell } from './program.js';
import { nodeIo } from './terminal/node-streams.js';

/** About 24.8 days: Node takes a longer timer for one of a millisecond. */
const longestTimerMs = 2 ** 31 - 1;

/** The wall clock. */
export const clock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    const options = signal ? { signal } : {};
    try {
      let leftMs = ms;
      for (; leftMs > longestTimerMs; leftMs -= longestTimerMs) {
        await delay(longestTimerMs, undefined, options);
      }
      await delay(leftMs, undefined, options);
    } catch (error) {
      // Node wraps the reason into an AbortError; callers want the reason.
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};

/** This process and its neighbours. */
export const processes: Processes = {
  pid: process.pid,
  uid: process.geteuid?.() ?? null,
  lives(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // EPERM: it lives, and is another user's.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

/** First signal: the command ends in its own words. Second: at once. */
const listenForSignals = (): AbortSignal => {
  const controller = new AbortController();
  const stop = (exitCode: 130 | 143, word: string) => () => {
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new CliError(exitCode, word));
  };
  process.on('SIGINT', stop(Exit.interrupted, 'Interrupted'));
  process.on('SIGTERM', stop(Exit.terminated, 'Terminated'));
  return controller.signal;
};

/** What `main` knows of the process, and what a test puts in its place. */
export interface ProcessWorld {
  readonly env: App['env'];
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  readonly self: App['self'];
  readonly clock: Clock;
  readonly processes: Processes;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** The streams; `flags` gives null until the command line is parsed. */
  io(flags: () => GlobalFlags | null): App['io'];
}

/** Lines on stderr in the order they were said; `settle` resolves when all are written. */
const speaker = (
  io: App['io'],
): { readonly say: (line: string) => void; readonly settle: () => Promise<void> } => {
  let last = Promise.resolve();
  const write = async (line: string): Promise<void> => {
    const { safeLine } = await import('./terminal/text.js');
    await io.stderr.write(`${safeLine(line)}\n`);
  };
  return {
    say(line) {
      // A reader of stderr that has gone misses notices; the command goes on.
      last = last.then(() => write(line)).catch(() => {});
    },
    settle: () => last,
  };
};

const toolsFor = (world: ProcessWorld, say: (line: string) => void, flags: GlobalFlags): Tools => ({
  env: world.env,
  clock: world.clock,
  random: world.random,
  trace: (line) => (flags.verbose ? say(line) : undefined),
  notice: (line) => (flags.quiet ? undefined : say(line)),
});

/** The program's view of a world: streams at once, the App when the flags are known. */
export const shellFor = (world: ProcessWorld, providers = allProviders): Shell => {
  let flags: GlobalFlags | null = null;
  const { env, cwd, home, platform, version, self, clock, processes, random, signal } = world;
  const io = world.io(() => flags);
  const { say, settle } = speaker(io);
  const app = (given: GlobalFlags, complain: App['complain']): App => {
    flags = given;
    const paths = pathsFor(env, home, platform);
    const tools = toolsFor(world, say, given);
    const fixed = { env, cwd, home, platform, paths, version, self, io, clock, processes, tools };
    const base = { ...fixed, flags: given, signal, random, providers };
    const read = (text: string) => readAnswer(text, providers);
    const profiles = once(async () => (await import('./profiles/index.js')).openProfiles(base));
    const connection = once(async () => (await profiles()).connect());
    const provider = once(async () => {
      const found = await connection();
      const description = providers.find(({ name }) => name === found.provider);
      if (!description) throw new CliError(Exit.usage, `Unknown provider "${found.provider}"`);
      return description.open(found, tools);
    });
    const journal = once(async () => {
      const { openJournal } = await import('./journal/journal.js');
      return openJournal({ stateDir: paths.stateDir, now: () => clock.now(), ...processes });
    });
    return { ...base, readAnswer: read, profiles, connection, provider, journal, complain };
  };
  return { io, version, providers, app, settle };
};

/** A folder deleted under our feet keeps its name: what is looked for in it is not there. */
const currentFolder = (env: ProcessWorld['env']): string => {
  try {
    return process.cwd();
  } catch {
    return env['PWD'] ?? '/';
  }
};

/** Called by the launcher with the package's version and its own path. */
export const main = async (
  argv: readonly string[],
  version: string,
  launcher: string,
): Promise<void> => {
  const { env, platform } = process;
  // Libraries of the clouds and Node itself would print headers with signatures.
  delete env['DEBUG'];
  delete env['NODE_DEBUG'];
  const shell = shellFor({
    env,
    cwd: currentFolder(env),
    home: homedir(),
    platform,
    version,
    self: [process.execPath, launcher],
    clock,
    processes,
    random: Math.random,
    signal: listenForSignals(),
    io: (flags) =>
      nodeIo(process, {
        env,
        color: () => flags()?.color ?? 'auto',
        quiet: () => flags()?.quiet ?? false,
        input: () => flags()?.input ?? true,
        interrupt: () => process.kill(process.pid, 'SIGINT'),
      }),
  });
  process.exitCode = await run(shell, argv);
};
