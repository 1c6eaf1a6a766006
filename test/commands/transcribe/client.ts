// The client as a process of its own, for tests that end it without warning.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'rolldown';
import { repository } from '../../local/support.js';

export interface Client {
  readonly child: ChildProcess;
  /** Exit code, or the signal's name, and what it said. */
  readonly ended: Promise<{ readonly end: number | string; readonly stderr: string }>;
}

export interface Program {
  start(home: string, argv: readonly string[]): Client;
  remove(): Promise<void>;
}

const read = (child: ChildProcess): Client => {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Awaited<Client['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ end: code ?? signal ?? 'unknown', stderr }));
  });
  return { child, ended };
};

/** Bundles the program as it is now, inside the repository, so that libsql is found. */
export const bundleClient = async (): Promise<Program> => {
  const dir = join(repository, 'node_modules', '.cache', `asrctl-client-${process.pid}`);
  const at = pathToFileURL(join(repository, '.config', 'bundle.mjs')).href;
  const { bundle } = (await import(at)) as { bundle: BuildOptions };
  const output = { ...(bundle as { output: object }).output, dir };
  await build({ ...bundle, output, logLevel: 'silent' });
  const launcher = join(dir, 'launch.cjs');
  await mkdir(dir, { recursive: true });
  await writeFile(
    launcher,
    "require('./main.cjs').main(process.argv.slice(2), '0.0.0-test', __filename);\n",
  );
  return {
    start: (home, argv) =>
      read(
        spawn(process.execPath, [launcher, ...argv], {
          cwd: home,
          env: { PATH: process.env['PATH'], ASRCTL_HOME: home, ASRCTL_PROFILE: 'local', TZ: 'UTC' },
          stdio: ['ignore', 'ignore', 'pipe'],
        }),
      ),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
};
