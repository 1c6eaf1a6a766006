// Builds the App from `process`, which no other file knows, runs the program and sets the exit code.
import { homedir, userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './api/provider.js';
import type { Processes } from './app.js';
import { CliError, Exit } from './errors.js';
import { run, type Shell } from './program.js';
import { shellFor, type ProcessWorld } from './shell.js';
import { asCliError } from './system-faults.js';
import type { Every } from './terminal/live-block.js';
import { nodeIo } from './terminal/node-streams.js';
import type { AtExit } from './terminal/screen.js';

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
  node: process.version,
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

const every: Every = (ms, work) => {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
};

/** Programs that have the terminal just now; Ctrl-C is theirs. */
let holders = 0;

const holdInterrupts = (): (() => void) => {
  holders += 1;
  return () => void (holders -= 1);
};

/** First signal: the command ends with its own message. Second: the process ends at once. */
const listenForSignals = (): AbortSignal => {
  const controller = new AbortController();
  const stop = (exitCode: 130 | 143, word: string) => () => {
    if (exitCode === Exit.interrupted && holders > 0) return;
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new CliError(exitCode, word));
  };
  process.on('SIGINT', stop(Exit.interrupted, 'Interrupted'));
  process.on('SIGTERM', stop(Exit.terminated, 'Terminated'));
  return controller.signal;
};

/** A folder that was deleted while the program runs keeps its name; no file is found in it. */
const currentFolder = (env: ProcessWorld['env']): string => {
  try {
    return process.cwd();
  } catch {
    return env['PWD'] ?? '/';
  }
};

/**
 * Libraries of the clouds and Node itself would print headers with signatures. Node reads NODE_DEBUG before it
 * starts a program, so its lines (`HTTP 4711: …`) have to be taken out of stderr.
 */
const silenceDebugging = (env: NodeJS.ProcessEnv): void => {
  const { NODE_DEBUG: nodeDebug } = env;
  delete env['DEBUG'];
  delete env['NODE_DEBUG'];
  if (nodeDebug === undefined) return;
  const debugLine = new RegExp(
    `^[A-Z0-9_]+ (?:\u001b\\[\\d+m)?${process.pid}(?:\u001b\\[\\d+m)?: `,
  );
  const { stderr } = process;
  const write = stderr.write.bind(stderr) as (...given: unknown[]) => boolean;
  stderr.write = (...given: unknown[]) => debugLine.test(String(given[0])) || write(...given);
};

/** Node would print its warnings as plain text, also under --json. With NODE_NO_WARNINGS=1 it prints none. */
const showWarnings = ({ messages }: Shell): void => {
  if (process.listenerCount('warning') === 0) return;
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => messages.notice(`${name}: ${message}`));
};

/** What gives the terminal back to the shell, however the process ends. */
const restorers = new Set<() => void>();

const restoreTerminal = (): void => {
  for (const restore of restorers) restore();
};

const atExit: AtExit = (restore) => {
  restorers.add(restore);
  return () => void restorers.delete(restore);
};

/** The exit code is failure until the work says otherwise, also if a promise never settles. */
const runToItsEnd = async (shell: Shell, argv: readonly string[]): Promise<void> => {
  process.exitCode = Exit.error;
  const unfinished = (): void => {
    const error = new CliError(Exit.error, 'asrctl ended before its work was done', {
      code: 'internal',
      hint: 'This is a fault in asrctl; please report it with the command line.',
    });
    void shell.messages.error(error);
  };
  process.once('beforeExit', unfinished);
  process.once('exit', restoreTerminal);
  const crash = async (error: unknown): Promise<void> => {
    // On the screen that it closes, the message would be lost.
    restoreTerminal();
    await shell.messages.error(asCliError(error));
    process.exit(Exit.error);
  };
  process.once('uncaughtException', (error) => void crash(error));
  showWarnings(shell);
  process.exitCode = await run(shell, argv);
  process.off('beforeExit', unfinished);
};

/** Called by the launcher with the package's version and its own path. */
export const main = async (
  argv: readonly string[],
  version: string,
  launcher: string,
): Promise<void> => {
  const { env, platform } = process;
  silenceDebugging(env);
  const signal = listenForSignals();
  const shell = shellFor({
    argv,
    env,
    cwd: currentFolder(env),
    // An empty HOME counts as unset.
    home: homedir() || userInfo().homedir,
    platform,
    version,
    self: [process.execPath, launcher],
    clock,
    processes,
    random: Math.random,
    ask: async (question) => (await import('./api/http/ask.js')).ask(question, { env, signal }),
    signal,
    io: (flags, mode) =>
      nodeIo(process, {
        env,
        color: () => flags()?.color ?? 'auto',
        progress: () => !mode().quiet && !mode().json,
        input: () => flags()?.input ?? true,
        interrupt: () => process.kill(process.pid, 'SIGINT'),
        signal,
        atExit,
        every,
        holdInterrupts,
      }),
  });
  await runToItsEnd(shell, argv);
};
