// The service as a whole, in this process: lock, store, queue and server put together. The
// background process runs it (serve.ts); tests run it directly, with a clock of their own.
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Engine, EngineSettings } from './engines/engine.js';
import { findEngine } from './engines/index.js';
import type { Faults } from './faults/apply.js';
import { faultBoard, applyJobFault, ToldToFail, type Sleep } from './faults/active-faults.js';
import type { LocalJob } from './jobs/job.js';
import { takeLock } from './process/lock.js';
import { mediaOf, type Media } from './media/media.js';
import type { LocalPaths } from './process/paths.js';
import { findProgram } from './process/programs.js';
import { produce } from './production/produce.js';
import type { ProductionRequest } from './production/request.js';
import { queueOf, type Queue } from './jobs/queue.js';
import { recover } from './jobs/recover.js';
import { startServer, type LocalServer } from './server.js';
import {
  keysOf,
  makeControlToken,
  makeKeys,
  readServiceFile,
  writeServiceFile,
  type ServiceFile,
} from './process/service-file.js';
import { openStore, type Store } from './jobs/store.js';
import { faultOf, transcribe } from './jobs/transcribe.js';
import { engineMissing, type Keys, type Service } from './wire/wire.js';

export interface ServiceSettings extends EngineSettings {
  /** Null: the port of the last time where it is free, else any. */
  readonly port: number | null;
  /** Jobs at once; null: one less than there are cores, at least one. */
  readonly concurrency: number | null;
  /** Folders whose files may be read. */
  readonly roots: readonly string[];
  readonly version: string;
}

export interface ServiceWorld {
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** How faults on demand let time pass. */
  readonly sleep: Sleep;
}

export interface RunningService {
  readonly file: ServiceFile;
  readonly queue: Queue;
  /** When a client last asked for anything. */
  lastRequestMs(): number;
  /** Puts running jobs back, closes everything, lets go of the lock. */
  stop(): Promise<void>;
}

interface Tools {
  readonly engine: Engine;
  readonly ffmpeg: string;
}

// Looked for again with each job: an engine may be installed while the service runs.
const findTools = async (settings: ServiceSettings): Promise<Tools | string> => {
  const engine = await findEngine(settings);
  if (typeof engine === 'string') return engine;
  const ffmpeg = await findProgram('ffmpeg', settings.env, settings.platform);
  if (ffmpeg !== null) return { engine, ffmpeg };
  return engine.name === 'fake' ? { engine, ffmpeg: 'ffmpeg' } : 'ffmpeg is not installed';
};

const engineName = async (settings: ServiceSettings): Promise<string | null> => {
  const tools = await findTools(settings);
  return typeof tools === 'string' ? null : tools.engine.name;
};

// Everything that a job reads; production jobs may name several sounds.
const filesOf = (job: LocalJob): readonly string[] =>
  job.protocol === 'production'
    ? [job.file, ...(job.request as ProductionRequest).more]
    : [job.file];

const startQueue = (
  settings: ServiceSettings,
  paths: LocalPaths,
  store: Store,
  world: ServiceWorld,
  faults: Faults,
  media: Media,
): Queue =>
  queueOf({
    store,
    faultOf: (error) => (error instanceof ToldToFail ? error.fault : faultOf(error)),
    now: world.now,
    log: world.log,
    concurrency: settings.concurrency ?? Math.max(1, availableParallelism() - 1),
    run: async (job, signal) => {
      const noteChild: Store['noteChild'] = (...child) => store.noteChild(...child);
      const { env, platform } = settings;
      await applyJobFault(faults.activeFaults, job.id, faults.sleep, signal);
      for (const file of filesOf(job)) await media.recheck(file);
      if (job.protocol === 'production') {
        const ffmpeg = await findProgram('ffmpeg', env, platform);
        if (ffmpeg === null) throw new Error('ffmpeg is not installed');
        return produce({ ffmpeg, platform, noteChild, tmpDir: paths.tmp }, job, signal);
      }
      const tools = await findTools(settings);
      if (typeof tools === 'string') throw new Error(`${engineMissing} (${tools})`);
      return transcribe({ ...tools, platform, noteChild, tmpDir: paths.tmp }, job, signal);
    },
  });

const isTaken = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

/** On the port asked for; else on the last one, so that clients told of it find it again. */
const listen = async (
  port: number | null,
  last: number | null,
  start: (port: number) => Promise<LocalServer>,
): Promise<LocalServer> => {
  if (port !== null || last === null) return start(port ?? 0);
  try {
    return await start(last);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return start(0);
  }
};

/** What the wire protocols see, once the address is known. */
const wireService =
  (settings: ServiceSettings, media: Media, world: ServiceWorld, queue: Queue, keys: Keys) =>
  (authority: string): Service => ({
    authority,
    keys,
    jobs: queue.jobs,
    media,
    now: world.now,
    log: world.log,
    engine: () => engineName(settings),
  });

const open = async (
  settings: ServiceSettings,
  paths: LocalPaths,
  world: ServiceWorld,
  store: Store,
): Promise<RunningService> => {
  const requeued = await recover(
    store,
    { tmpDir: paths.tmp, platform: settings.platform },
    world.now(),
  );
  if (requeued > 0) world.log(`${requeued} interrupted jobs put back in the queue`);
  await rm(paths.tmp, { recursive: true, force: true });
  const before = await readServiceFile(paths.service);
  const keys = before === null ? makeKeys() : keysOf(before);
  const controlToken = makeControlToken();
  const faults: Faults = { activeFaults: faultBoard(), sleep: world.sleep };
  const media = mediaOf(paths.storage, settings.roots);
  const queue = startQueue(settings, paths, store, world, faults, media);
  const last = { requestMs: world.now() };
  const touched = (): void => {
    last.requestMs = world.now();
  };
  const identity = { pid: process.pid, version: settings.version };
  const health = async (): Promise<object> => ({
    service: 'asrctl-local',
    ...identity,
    engine: await engineName(settings),
    running: queue.running(),
    waiting: store.waiting(),
  });
  const service = wireService(settings, media, world, queue, keys);
  const server = await listen(settings.port, before?.port ?? null, (port) =>
    startServer({ port, health, touched, service, faults, controlToken }),
  );
  const { port } = server;
  const startedAt = new Date(world.now()).toISOString();
  const endpoint = `http://127.0.0.1:${port}`;
  const file = { ...keys, ...identity, port, endpoint, startedAt, controlToken };
  await writeServiceFile(paths.service, file);
  queue.wake();
  const stop = async (): Promise<void> => {
    await Promise.all([server.close(), queue.stop()]);
  };
  return { file, queue, lastRequestMs: () => last.requestMs, stop };
};

/**
 * Starts the service, or gives null when one runs already in this state folder. Rejects when the
 * port is taken (`EADDRINUSE`) or the database cannot be used.
 */
export const startService = async (
  settings: ServiceSettings,
  paths: LocalPaths,
  world: ServiceWorld,
): Promise<RunningService | null> => {
  await mkdir(paths.storage, { recursive: true, mode: 0o700 });
  const unlock = takeLock(paths.lock);
  if (unlock === null) return null;
  const closers = [unlock];
  const close = (): void => {
    for (const closer of closers.toReversed()) closer();
  };
  try {
    const store = openStore(paths.database);
    closers.push(() => store.close());
    const running = await open(settings, paths, world, store);
    const stop = (): Promise<void> => running.stop().finally(close);
    return { ...running, stop };
  } catch (error) {
    close();
    throw error;
  }
};
