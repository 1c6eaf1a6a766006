// Running a program for a job: an argument list, never a shell; its output line by line and within
// bounds; ended together with everything it started.
import type { Argv } from '../../argv.js';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { engineEnvironment } from './environment.js';
import { boundedLines, OutputTooLarge } from './lines.js';
import { killGroup } from './process-mark.js';

/** A program that ended badly. `stderr` is the end of its standard error, at most 4 KiB. */
export class ChildFailed extends Error {
  override readonly name = 'ChildFailed';
  readonly stderr: string;

  constructor(program: string, how: string, stderr: string) {
    super(`${program} ${how}`);
    this.stderr = stderr;
  }
}

export interface ChildOptions {
  readonly platform: NodeJS.Platform;
  /** Of the service; the program gets only what `engineEnvironment` lets through. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the program runs; default: where this process runs. */
  readonly cwd?: string | undefined;
  readonly signal: AbortSignal;
  /** How long it may take, in milliseconds: a program that hangs would keep its place in the queue. */
  readonly limitMs: number;
  /** Called with each line of standard error, without line end; of a long line the end. */
  readonly errorLine?: ((line: string) => void) | undefined;
  /** Called at once with the id of the process, which leads its own group. */
  started(pid: number): void;
}

const stderrLimit = 4096;
/** What a program's last output may take to arrive after its end, when another process holds the pipe open. */
const drainMs = 1_000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

interface Ended {
  readonly code: number | null;
  readonly killedBy: string | null;
  readonly error: Error | null;
}

const endOf = (child: Child): Promise<Ended> =>
  new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, killedBy: null, error }));
    child.once('exit', (code, killedBy) => resolve({ code, killedBy, error: null }));
  });

const howItEnded = ({ code, killedBy, error }: Ended): string => {
  if (error !== null) return `could not be started: ${error.message}`;
  return killedBy === null ? `ended with code ${code}` : `was ended by ${killedBy}`;
};

const minutes = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;

/** The end of what the program writes to standard error, up to now. */
const stderrOf = (child: Child, { errorLine }: ChildOptions): (() => string) => {
  let text = '';
  let rest = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (piece: string) => {
    text = (text + piece).slice(-stderrLimit);
    if (errorLine === undefined) return;
    const lines = (rest + piece).split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(-stderrLimit);
    for (const line of lines) errorLine(line.slice(-stderrLimit));
  });
  child.stderr.on('error', () => undefined);
  return () => text;
};

const startChild = ([program, ...args]: Argv, options: ChildOptions): Child => {
  const child = spawn(program, args, {
    env: engineEnvironment(options.env),
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) options.started(child.pid);
  return child;
};

/**
 * Ends what a program leaves behind in the background when it ends itself: its group is killed, and a
 * process that left the group loses the pipes.
 */
const endRemains = async (
  child: Child,
  ended: Promise<Ended>,
  killAll: () => void,
): Promise<void> => {
  await ended;
  killAll();
  const timer = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, drainMs);
  child.once('close', () => clearTimeout(timer));
};

/**
 * The lines a program writes to its standard output. Throws ChildFailed when it cannot start, ends with
 * another code than 0, takes too long or writes too much, and the signal's reason when aborted. Leaving
 * the loop early ends the program.
 */
export async function* linesOf(argv: Argv, options: ChildOptions): AsyncGenerator<string> {
  const { signal, limitMs, platform } = options;
  signal.throwIfAborted();
  const child = startChild(argv, options);
  const failed = (how: string): ChildFailed => new ChildFailed(argv[0], how, stderr());
  const killAll = (): void => {
    if (child.pid !== undefined) killGroup(child.pid, platform);
  };
  const stderr = stderrOf(child, options);
  const ended = endOf(child);
  void endRemains(child, ended, killAll);
  signal.addEventListener('abort', killAll, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    killAll();
  }, limitMs);
  try {
    yield* boundedLines(child.stdout);
    const end = await ended;
    signal.throwIfAborted();
    if (isLate) throw failed(`took longer than ${minutes(limitMs)}`);
    if (end.code !== 0) throw failed(howItEnded(end));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof OutputTooLarge ? failed(error.message) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', killAll);
    if (child.exitCode === null && child.signalCode === null) killAll();
  }
}
