// Runs programs as a user's shell would: real processes, real streams.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..', '..');
export const launcher = join(projectRoot, 'bin', 'asrctl.cjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly cwd?: string;
  /** Over PATH, HOME and TZ of this process; nothing else gets in. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const passedOn = ['PATH', 'HOME', 'TZ', 'TMPDIR'];

const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  ),
  ...more,
});

/** Runs a program to its end. Rejects only when it cannot be started. */
export const runProgram = async (
  program: string,
  argv: readonly string[],
  options: SpawnOptions = {},
): Promise<Ended> => {
  const child = spawn(program, argv, {
    cwd: options.cwd ?? projectRoot,
    env: environment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program that does not read its input may be gone before it is written.
  child.stdin.on('error', () => {}).end(options.input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
};

/** Builds dist/ where it is missing; `npm test` has built it before. */
export const ensureBuilt = async (): Promise<void> => {
  if (existsSync(join(projectRoot, 'dist', 'asrctl.1'))) return;
  const { code, stderr } = await runProgram(process.execPath, [
    join(projectRoot, '.config', 'build.mjs'),
  ]);
  if (code !== 0) throw new Error(`the build failed: ${stderr}`);
};

/** What the program needs at run time: the bundle, and the one package outside it with what that one loads. */
const installed = ['bin', 'dist', 'package.json'].concat(
  ['libsql', '@libsql', '@neon-rs', 'detect-libc'].map((name) => join('node_modules', name)),
);

/**
 * A copy of the program that every user can read, in a new folder: a clone below a private home (`/root`) is closed to
 * other users. The caller removes it.
 */
export const copyForOthers = async (): Promise<{ folder: string; launcher: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'asrctl-program-'));
  await chmod(folder, 0o755);
  for (const name of installed)
    await cp(join(projectRoot, name), join(folder, name), { recursive: true });
  return { folder, launcher: join(folder, 'bin', 'asrctl.cjs') };
};
