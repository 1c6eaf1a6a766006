// The service as a process of its own, for tests that end it without warning.
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'rolldown';
import { readServiceFile } from '../../src/local/process/service-file.js';
import { processMark } from '../../src/local/programs/process-mark.js';
import { localPaths } from '../../src/local/process/paths.js';
import { defaultOptions } from '../../src/local/process/start-options.js';
import type { ProgramSettings } from './program.js';
import { repository } from './support.js';

const run = promisify(execFile);

/** Bundles program.ts; the path of the bundle. Inside the repository, so that libsql is found. */
export const bundleProgram = async (): Promise<string> => {
  const dir = join(repository, 'node_modules', '.cache', `asrctl-local-${process.pid}`);
  await mkdir(dir, { recursive: true });
  await build({
    input: { program: join(import.meta.dirname, 'program.ts') },
    platform: 'node',
    external: ['libsql'],
    logLevel: 'silent',
    output: { dir, format: 'cjs', entryFileNames: '[name].cjs' },
  });
  return join(dir, 'program.cjs');
};

export const removeBundle = (program: string): Promise<void> =>
  rm(join(program, '..'), { recursive: true, force: true });

export const programSettings = (
  dir: string,
  more: Partial<ProgramSettings> = {},
): ProgramSettings => ({
  ...defaultOptions,
  engine: 'fake',
  concurrency: 2,
  roots: [dir],
  idleMs: 0,
  stateDir: join(dir, 'state'),
  home: dir,
  ...more,
});

export interface StartAnswer {
  readonly pid: number;
  readonly fresh: boolean;
}

export const start = async (program: string, settings: ProgramSettings): Promise<StartAnswer> => {
  const { stdout } = await run(process.execPath, [program, 'start', JSON.stringify(settings)]);
  return JSON.parse(stdout) as StartAnswer;
};

/** A process that has ended but was not waited for does not count. */
export const isAlive = (pid: number): boolean => processMark(pid, process.platform) !== null;

/** Ends the service of that state folder, if one lives; whether it answers does not matter. */
export const endService = async (stateDir: string): Promise<void> => {
  const file = readServiceFile(localPaths(stateDir).service);
  if (file === null || !isAlive(file.pid) || file.pid === process.pid) return;
  process.kill(file.pid, 'SIGKILL');
};
