// A program small enough to bundle for the tests that kill it: `start` and `serve` as the command
// line has them, with the settings as one JSON argument.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sleep } from '../../src/local/faults/active-faults.js';
import { startDaemon } from '../../src/local/process/daemon.js';
import { localPaths } from '../../src/local/process/paths.js';
import { serve } from '../../src/local/process/serve.js';
import type { ServiceSettings } from '../../src/local/service.js';

export interface ProgramSettings extends Omit<ServiceSettings, 'env'> {
  readonly stateDir: string;
  readonly idleMs: number;
}

const main = async ([verb, json = '']: readonly string[]): Promise<void> => {
  const settings = JSON.parse(json) as ProgramSettings;
  const paths = localPaths(settings.stateDir);
  const controller = new AbortController();
  process.on('SIGTERM', () => controller.abort());
  const { env, platform } = process;
  if (verb === 'serve') {
    const { signal } = controller;
    const options = { settings: { ...settings, env }, paths, now: Date.now, signal };
    const pause: Sleep = (ms, within) => sleep(ms, undefined, within ? { signal: within } : {});
    await serve({ ...options, sleep: pause, idleMs: settings.idleMs });
    return;
  }
  const world = { paths, platform, env, cwd: process.cwd(), now: Date.now };
  const command = [process.execPath, process.argv[1] ?? '', 'serve', json];
  const { found, fresh } = await startDaemon({ ...world, sleep: (ms) => sleep(ms) }, command);
  process.stdout.write(JSON.stringify({ pid: found.file.pid, fresh }));
};

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
