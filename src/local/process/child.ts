// Running a program for a job: an argument list, never a shell; its output line by line, so that
// hours of speech are never held at once; ended together with everything it started.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killGroup } from './process-mark.js';

export type Argv = readonly [string, ...string[]];

/** A program that ended badly. `stderr` is its end, at most 4 KiB. */
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
  readonly signal: AbortSignal;
  /** How long it may take, in milliseconds: a program that hangs would hold its place in the queue for ever. */
  readonly limitMs: number;
  /** Called at once with the number of the process, which leads its own group. */
  started(pid: number): void;
}

const stderrLimit = 4096;

interface Ended {
  readonly code: number | null;
  readonly killedBy: string | null;
  readonly error: Error | null;
}

const endOf = (child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, killedBy: null, error }));
    child.once('close', (code, killedBy) => resolve({ code, killedBy, error: null }));
  });

const howItEnded = ({ code, killedBy, error }: Ended): string => {
  if (error !== null) return `could not be started: ${error.message}`;
  return killedBy === null ? `ended with code ${code}` : `was ended by ${killedBy}`;
};

const minutes = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;

/**
 * The lines a program writes to its standard output. Throws ChildFailed when it cannot start or
 * ends with another code than 0 or takes too long, and the signal's reason when aborted. Leaving the loop early
 * ends the program.
 */
export async function* linesOf(argv: Argv, options: ChildOptions): AsyncGenerator<string> {
  const [program, ...args] = argv;
  options.signal.throwIfAborted();
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.platform !== 'win32',
    windowsHide: true,
  });
  const ended = endOf(child);
  const { pid } = child;
  if (pid !== undefined) options.started(pid);
  const kill = (): void => {
    if (pid !== undefined && child.exitCode === null) killGroup(pid, options.platform);
  };
  options.signal.addEventListener('abort', kill, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, options.limitMs);
  let stderr = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (piece: string) => {
    stderr = (stderr + piece).slice(-stderrLimit);
  });
  try {
    yield* createInterface({ input: child.stdout, crlfDelay: Infinity });
    const end = await ended;
    options.signal.throwIfAborted();
    if (isLate)
      throw new ChildFailed(program, `took longer than ${minutes(options.limitMs)}`, stderr);
    if (end.code !== 0) throw new ChildFailed(program, howItEnded(end), stderr);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', kill);
    kill();
  }
}
