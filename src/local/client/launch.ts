// The service as a background process: its options travel in a file that only this user can read and
// that is deleted before the service starts; in the argument list every user of the machine could read
// an engine's key.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devNull } from 'node:os';
import { engineEnvironment } from '../programs/environment.js';
import type { LocalPaths } from '../process/paths.js';
import { ownFolder } from '../process/private-file.js';
import type { StartOptions } from '../process/start-options.js';

export interface LaunchOptions {
  readonly paths: LocalPaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command line of the service process. */
  readonly command: readonly [string, ...string[]];
}

export interface LaunchedProcess {
  readonly pid: number | null;
  /** Null while it runs. */
  exitCode(): number | null;
  end(): void;
}

const closeOnExec = 0o2000000;

/**
 * The descriptors above 2 that a new process would inherit: a script's lock (`exec 9>lock; flock 9`) stays
 * held for as long as one copy is open. Empty where the system does not list them.
 */
const inheritedDescriptors = (): readonly number[] => {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((fd) => fd > 2 && !isClosedOnExec(fd));
  } catch {
    return [];
  }
};

const isClosedOnExec = (fd: number): boolean => {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1];
    return (Number.parseInt(flags ?? '0', 8) & closeOnExec) !== 0;
  } catch {
    // Closed since it was listed.
    return true;
  }
};

/** The options as a file without a name, opened for reading. */
const optionsFile = (dir: string, options: StartOptions): number => {
  const path = join(dir, `.start-${randomBytes(8).toString('hex')}`);
  try {
    writeFileSync(path, JSON.stringify(options), { mode: 0o600, flag: 'wx' });
    return openSync(path, 'r');
  } finally {
    rmSync(path, { force: true });
  }
};

/** Starts the process, detached, in the service's own folder. What it prints in its last moments goes to the log. */
export const launch = (
  { paths, env, command }: LaunchOptions,
  options: StartOptions,
): LaunchedProcess => {
  const [program, ...args] = command;
  ownFolder(paths.dir);
  const opened: number[] = [];
  const keep = (fd: number): number => {
    opened.push(fd);
    return fd;
  };
  try {
    const inherited = inheritedDescriptors();
    const input = keep(optionsFile(paths.dir, options));
    const log = keep(openSync(paths.log, 'a', 0o600));
    const empty = keep(openSync(devNull, 'r'));
    const stdio: (number | 'ignore')[] = [input, 'ignore', log];
    // Node cannot close a descriptor for its child; it can put an empty one in its place.
    for (const fd of inherited) {
      while (stdio.length <= fd) stdio.push('ignore');
      stdio[fd] = empty;
    }
    const child = spawn(program, args, {
      env: engineEnvironment(env),
      cwd: paths.dir,
      stdio,
      detached: true,
    });
    let code: number | null = null;
    child.once('error', () => (code = 1));
    child.once('exit', (ended) => (code = ended ?? 1));
    child.unref();
    const end = (): void => void child.kill('SIGTERM');
    return { pid: child.pid ?? null, exitCode: () => code, end };
  } finally {
    for (const fd of opened) closeSync(fd);
  }
};
