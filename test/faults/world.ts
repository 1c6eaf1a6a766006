// A local service in this process, the program on it, and one clock for both that only waiting moves.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { ci } from '../../src/api/ci/index.js';
import { ims } from '../../src/api/ims/index.js';
import type { Clock, Connection, Tools } from '../../src/api/provider.js';
import type { Sleep } from '../../src/local/faults/active-faults.js';
import { secretOf } from '../../src/profiles/secret.js';
import { renewMs } from '../../src/submitting/upload-once.js';
import { runService, until, type TestService } from '../local/support.js';
import { asrctl, jumpingClock, type RunResult } from '../support/run.js';

export type Cloud = 'ims' | 'ci';

export interface FaultWorld {
  readonly service: TestService;
  /** Moved by waiting only. */
  readonly clock: Clock;
  /** Runs the program with the built-in profile of the cloud's protocol. */
  run(...argv: string[]): Promise<RunResult>;
  /** `local faults set …` and `clear`; must succeed. */
  faults(...argv: string[]): Promise<void>;
  /** A medium of its own content; its path. */
  medium(name?: string): Promise<string>;
  /** How many jobs the service's database holds. */
  jobs(): number;
  /** Resolves when no job waits or runs. */
  settled(): Promise<void>;
  /** Uploads through the cloud's real adapter. Rejects with CliError. */
  upload(path: string, key: string): Promise<void>;
  /** What lies in the service's storage. */
  stored(key: string): Promise<Buffer>;
  end(): Promise<void>;
}

/** A slow answer (no signal) comes at once, nobody measures it; a stuck job waits for the clock to be moved. */
const sleepBy =
  (clock: Clock): Sleep =>
  async (ms, signal) => {
    if (signal === undefined) return;
    const wakeMs = clock.now() + ms;
    while (!signal.aborted && clock.now() < wakeMs) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    signal.throwIfAborted();
  };

/**
 * The clock for a whole run. The renewal of a lease waits until others move the clock, in place of moving it
 * without end; after any other pause the jobs have ended, so that the clock does not run ahead of the engine.
 */
export const runClock = (world: FaultWorld): Clock => {
  const { clock } = world;
  const wait = sleepBy(clock);
  return {
    now: () => clock.now(),
    async sleep(ms, signal) {
      if (ms === renewMs) return wait(ms, signal);
      await clock.sleep(ms, signal);
      return world.settled();
    },
  };
};

export const connectionOf = ({ running: { file } }: TestService, cloud: Cloud): Connection => ({
  provider: cloud,
  profile: 'test',
  region: file.region,
  endpoint: file.endpoint,
  settings: { bucket: file.bucket },
  local: false,
  credentials: async () => ({
    accessKeyId: cloud === 'ims' ? file.accessKeyId : file.secretId,
    accessKeySecret: secretOf(cloud === 'ims' ? file.accessKeySecret : file.secretKey),
    securityToken: null,
    origin: 'the test',
  }),
});

const toolsOf = (clock: Clock): Tools => ({
  env: {},
  clock,
  random: () => 0.5,
  trace: () => {},
  command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
  notice: () => {},
});

const uploader = (service: TestService, cloud: Cloud, clock: Clock): FaultWorld['upload'] => {
  const description = cloud === 'ims' ? ims : ci;
  return async (path, key) => {
    const connection = connectionOf(service, cloud);
    const storage = await description.openStorage?.(connection, toolsOf(clock), null);
    const { signal } = new AbortController();
    const notes = { begun: async () => null, note: async () => {} };
    await storage?.ensure(path, key, { signal, notes, onProgress: () => {} });
  };
};

/** The official client of IMS signs by `Date`, all other code by the given clock: `Date` follows the clock. */
const followedByDate = (clock: Clock): Clock => {
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  const followed = (): number => {
    const nowMs = clock.now();
    vi.setSystemTime(nowMs);
    return nowMs;
  };
  return {
    now: followed,
    async sleep(ms, signal) {
      const slept = clock.sleep(ms, signal);
      followed();
      await slept;
    },
  };
};

export const faultWorld = async (cloud: Cloud): Promise<FaultWorld> => {
  const clock = followedByDate(jumpingClock(Date.now()));
  const service = await runService({}, () => clock.now(), sleepBy(clock));
  const home = service.dir;
  const profile = cloud === 'ims' ? 'local' : 'local-ci';
  const { jobs } = service.running.queue;
  const all = { limit: 1_000 };
  return {
    service,
    clock,
    run: (...argv) => asrctl([...argv, '--profile', profile], { home, clock }),
    async faults(...argv) {
      const { code, stderr } = await asrctl(['local', 'faults', ...argv], { home });
      if (code !== 0) throw new Error(stderr);
    },
    async medium(name = 'speech.wav') {
      const path = join(home, name);
      await writeFile(path, `what ${name} holds`);
      return path;
    },
    jobs: () => jobs.count(cloud, {}),
    async settled() {
      await until(
        () => jobs.list(cloud, all).jobs,
        (list) => list.every(({ state }) => state !== 'created' && state !== 'running'),
      );
    },
    upload: uploader(service, cloud, clock),
    stored: (key) => readFile(join(service.paths.storage, service.running.file.bucket, key)),
    async end() {
      vi.useRealTimers();
      await service.end();
    },
  };
};
