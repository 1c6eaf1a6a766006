// A service in this process, in a folder of its own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sleep } from '../../src/local/faults/active-faults.js';
import { clock } from '../../src/main.js';
import { localPaths, type LocalPaths } from '../../src/local/process/paths.js';
import {
  startService,
  type RunningService,
  type ServiceSettings,
} from '../../src/local/service.js';

export const repository = join(import.meta.dirname, '..', '..');
export const recording = join(repository, 'examples', 'recording.wav');

export interface TestService {
  readonly dir: string;
  readonly paths: LocalPaths;
  readonly running: RunningService;
  readonly log: string[];
  /** Stops the service and deletes its folder. */
  end(): Promise<void>;
}

export const settingsIn = (dir: string, more: Partial<ServiceSettings> = {}): ServiceSettings => ({
  engine: 'fake',
  model: null,
  command: null,
  commandDir: null,
  env: process.env,
  home: dir,
  platform: process.platform,
  port: null,
  concurrency: 2,
  roots: [dir],
  idleMs: 0,
  version: '0.0.0-test',
  ...more,
});

export const freshDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'asrctl-local-'));

export const runService = async (
  more: Partial<ServiceSettings> = {},
  now: () => number = Date.now,
  sleep: Sleep = (ms, signal) => clock.sleep(ms, signal),
): Promise<TestService> => {
  const dir = await freshDir();
  const paths = localPaths(join(dir, 'state'));
  const log: string[] = [];
  const world = { now, log: (line: string) => void log.push(line), sleep };
  const running = await startService(settingsIn(dir, more), paths, world);
  if (running === null) throw new Error('another service runs in a fresh folder');
  const end = async (): Promise<void> => {
    await running.stop();
    await rm(dir, { recursive: true, force: true });
  };
  return { dir, paths, running, log, end };
};

/** A medium that the fake engine reads: any bytes. */
export const medium = async (dir: string, name = 'speech.wav', text = name): Promise<string> => {
  const path = join(dir, name);
  await writeFile(path, text);
  return `file://${path}`;
};

export { until } from '../support/until.js';
