// Starting and stopping the background process from another one.
import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { CliError, Exit } from '../../errors.js';
import { findService, type Found } from './health.js';
import { fatalMark } from './log.js';
import type { LocalPaths } from './paths.js';
import { processMark } from './process-mark.js';

export interface DaemonWorld {
  readonly paths: LocalPaths;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Started {
  readonly found: Found;
  /** False when it ran already. */
  readonly fresh: boolean;
}

const startPatienceMs = 20_000;
const stopPatienceMs = 10_000;
const pollMs = 25;
/** How long a lost race may take before it is tried again: the winner may have been about to stop. */
const raceMs = 1_000;

interface Child {
  readonly pid: number | null;
  /** Null while it runs. */
  code(): number | null;
  end(): void;
}

/**
 * The environment without the clouds' keys and what goes with them: the service has keys of its own, and
 * everything it starts inherits what it is given.
 */
const withoutCloudKeys = (env: DaemonWorld['env']): DaemonWorld['env'] =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:ALIBABA_?CLOUD|TENCENTCLOUD|COS)_/i.test(name)),
  );

/** The service process, detached; what it says in its last moments goes to the log. */
const launch = async (world: DaemonWorld, command: readonly string[]): Promise<Child> => {
  const [program = '', ...args] = command;
  await mkdir(world.paths.dir, { recursive: true, mode: 0o700 });
  const log = await open(world.paths.log, 'a', 0o600);
  try {
    const { cwd } = world;
    const env = withoutCloudKeys(world.env);
    const stdio = ['ignore', 'ignore', log.fd] as const;
    const child = spawn(program, args, { env, cwd, stdio: [...stdio], detached: true });
    let ended: number | null = null;
    child.once('error', () => (ended = Exit.error));
    child.once('exit', (code) => (ended = code ?? Exit.error));
    child.unref();
    const end = (): void => void child.kill('SIGTERM');
    return { pid: child.pid ?? null, code: () => ended, end };
  } finally {
    await log.close();
  }
};

const reasonOf = async (world: DaemonWorld, pid: number | null): Promise<string> => {
  const text = await readFile(world.paths.log, 'utf8').catch(() => '');
  const mark = fatalMark(pid ?? 0);
  const line = text.split('\n').findLast((one) => one.includes(mark));
  return line === undefined ? 'it ended at once' : line.slice(line.indexOf(mark) + mark.length);
};

/** True once the service answers; false when a child of ours ended because another service was there. */
const answersAfter = async (world: DaemonWorld, child: Child, deadlineMs: number) => {
  let endedMs: number | null = null;
  while (world.now() < deadlineMs) {
    const found = await findService(world.paths.service);
    if (found !== null) return found;
    const code = child.code();
    if (code !== null && code !== 0) {
      const reason = await reasonOf(world, child.pid);
      throw new CliError(Exit.unavailable, `The local service did not start: ${reason}`, {
        code: 'local_start_failed',
        hint: reason.startsWith('port ')
          ? 'Give another --port, or none to take any that is free.'
          : 'See what it wrote with: asrctl local logs',
      });
    }
    if (code === 0) endedMs ??= world.now();
    if (endedMs !== null && world.now() - endedMs > raceMs) return null;
    await world.sleep(pollMs);
  }
  return null;
};

/**
 * The running service; starts one when none answers and returns when it does. Any number may do so
 * at once: the service's own lock lets one live, the others find it. `command` is the argument
 * list of the service process. Throws exit 8 with the reason when it cannot start.
 */
export const startDaemon = async (
  world: DaemonWorld,
  command: readonly string[],
): Promise<Started> => {
  const found = await findService(world.paths.service);
  if (found !== null) return { found, fresh: false };
  const deadlineMs = world.now() + startPatienceMs;
  while (world.now() < deadlineMs) {
    const child = await launch(world, command);
    const started = await answersAfter(world, child, deadlineMs);
    const fresh = started?.file.pid === child.pid;
    // One that lost the race but is still coming up must not take over when the winner is stopped.
    if (!fresh) child.end();
    if (started !== null) return { found: started, fresh };
  }
  throw new CliError(Exit.unavailable, 'The local service did not answer in time', {
    code: 'local_start_failed',
    hint: 'See what it wrote with: asrctl local logs',
  });
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // Gone between the look and the signal.
  }
};

/** Ends the service; running jobs go back to the queue. Null when none ran, else its process number. */
export const stopDaemon = async (world: DaemonWorld): Promise<number | null> => {
  const found = await findService(world.paths.service);
  if (found === null) return null;
  const { pid } = found.file;
  const mark = processMark(pid, world.platform);
  const lives = (): boolean => mark !== null && processMark(pid, world.platform) === mark;
  signal(pid, 'SIGTERM');
  const deadlineMs = world.now() + stopPatienceMs;
  while (lives() && world.now() < deadlineMs) await world.sleep(pollMs);
  // Whatever it was doing, its jobs are safe on disk.
  if (lives()) signal(pid, 'SIGKILL');
  while (lives()) await world.sleep(pollMs);
  return pid;
};
