// A program small enough to bundle for the tests that kill it: `start` and `serve` as the command
// line has them, with the settings as one JSON argument.
import { setTimeout as sleep } from 'node:timers/promises';
import { startService } from '../../src/local/client/start.js';
import type { Sleep } from '../../src/local/faults/active-faults.js';
import { localPaths } from '../../src/local/process/paths.js';
import { readHandedOptions } from '../../src/local/process/read-options.js';
import { serve } from '../../src/local/process/serve.js';
import type { StartOptions } from '../../src/local/process/start-options.js';

export interface ProgramSettings extends StartOptions {
  readonly stateDir: string;
  readonly home: string;
}

const runServe = async ({ stateDir, home }: ProgramSettings): Promise<void> => {
  const controller = new AbortController();
  process.on('SIGTERM', () => controller.abort());
  const options = readHandedOptions();
  if (options === null) throw new Error('no options on standard input');
  const { env, platform } = process;
  const pause: Sleep = (ms, within) => sleep(ms, undefined, within ? { signal: within } : {});
  await serve({
    settings: {
      ...options,
      roots: options.roots ?? [],
      env,
      home,
      platform,
      version: '0.0.0-test',
    },
    paths: localPaths(stateDir),
    now: Date.now,
    sleep: pause,
    signal: controller.signal,
    exit: (code) => process.exit(code),
  });
};

const main = async ([verb, json = '']: readonly string[]): Promise<void> => {
  const settings = JSON.parse(json) as ProgramSettings;
  if (verb === 'serve') {
    await runServe(settings);
    return;
  }
  const { env } = process;
  const context = { paths: localPaths(settings.stateDir), env, home: settings.home };
  const { file, fresh } = await startService(
    {
      ...context,
      command: [process.execPath, process.argv[1] ?? '', 'serve', json],
      cwd: process.cwd(),
      now: Date.now,
      sleep: (ms) => sleep(ms),
    },
    settings,
  );
  process.stdout.write(JSON.stringify({ pid: file.pid, fresh }));
};

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
