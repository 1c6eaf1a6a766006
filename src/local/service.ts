// The whole service in one process: lock, store, queue and server. The background process runs it
// (serve.ts); tests run it directly with their own clock.
import { rm } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { EngineSettings } from './engines/engine.js';
import { InjectedJobFailure, makeActiveFaults, type Sleep } from './faults/active-faults.js';
import type { FaultInjection } from './faults/apply.js';
import { queueOf, type Queue } from './jobs/queue.js';
import { recover } from './jobs/recover.js';
import { engineName, runJob } from './jobs/run-job.js';
import { openStore, type Store } from './jobs/store.js';
import { faultOf } from './jobs/transcribe-job.js';
import { mediaOf, type Media } from './media/media.js';
import { takeLock } from './process/lock.js';
import { makeControlToken, makeKeys } from './process/make-keys.js';
import { ownRoutes } from './process/own-routes.js';
import type { LocalPaths } from './process/paths.js';
import { ownFolder, replacePrivate } from './process/private-file.js';
import { keepServiceFile } from './process/keep-service-file.js';
import { keysOf, readServiceFile, type ServiceFile } from './process/service-file.js';
import { ownPid } from './programs/this-process.js';
import { startServer, type LocalServer } from './server.js';
import { openNonces } from './wire/ims/signing/nonces.js';
import type { Keys, Service } from './wire/wire.js';

export interface ServiceSettings extends EngineSettings {
  /** Null: the last port if it is free, otherwise any free port. */
  readonly port: number | null;
  /** Jobs at once; null: one less than there are cores, at least one. */
  readonly concurrency: number | null;
  /** Folders whose files may be read. */
  readonly roots: readonly string[];
  readonly version: string;
}

export interface ServiceContext {
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** How injected faults let time pass. */
  readonly sleep: Sleep;
}

export interface RunningService {
  readonly file: ServiceFile;
  readonly queue: Queue;
  /** When a client that has the keys last sent a request. */
  lastRequestMs(): number;
  /** Restores service.json where it is missing or wrong; false when the state folder is gone. */
  keepFile(): boolean;
  /** Deletes jobs that ended longer ago than this; returns how many. */
  prune(olderThanMs: number): number;
  /** Puts running jobs back, closes everything, releases the lock. */
  stop(): Promise<void>;
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

/** On the port asked for; else on the last one, so that clients that know it find the service again. */
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

/** What a service consists of before its address is known. */
interface Parts {
  readonly settings: ServiceSettings;
  readonly context: ServiceContext;
  readonly store: Store;
  readonly media: Media;
  readonly faults: FaultInjection;
  readonly keys: Keys;
  readonly queue: Queue;
}

const makeQueue = (
  { settings, context, store, media, faults }: Omit<Parts, 'queue' | 'keys'>,
  tmpDir: string,
): Queue =>
  queueOf({
    store,
    faultOf: (error) => (error instanceof InjectedJobFailure ? error.fault : faultOf(error)),
    now: context.now,
    log: context.log,
    concurrency: settings.concurrency ?? Math.max(1, availableParallelism() - 1),
    run: runJob({ settings, tmpDir, media, faults, store }),
  });

/** What the wire protocols see. */
const wireService =
  (
    { settings, media, context, queue, keys }: Parts,
    more: Pick<Service, 'authenticated' | 'useNonce'>,
  ) =>
  (authority: string): Service => ({
    ...more,
    authority,
    keys,
    jobs: queue.jobs,
    media,
    now: context.now,
    log: context.log,
    engine: () => engineName(settings),
  });

const open = async (
  settings: ServiceSettings,
  paths: LocalPaths,
  context: ServiceContext,
  store: Store,
  closers: (() => void)[],
): Promise<RunningService> => {
  const { now, log, sleep } = context;
  const requeued = await recover(store, { tmpDir: paths.tmp, platform: settings.platform }, now());
  if (requeued > 0) log(`${requeued} jobs were interrupted when the service last ended`);
  await rm(paths.tmp, { recursive: true, force: true });
  const before = readServiceFile(paths.service);
  const keys = before === null ? makeKeys() : keysOf(before);
  const controlToken = makeControlToken();
  const faults: FaultInjection = { activeFaults: makeActiveFaults(), sleep };
  const base = { settings, context, store, faults, media: mediaOf(paths.storage, settings.roots) };
  const queue = makeQueue(base, paths.tmp);
  const nonces = openNonces(paths.nonces, now());
  closers.push(() => nonces.close());
  let lastRequestMs = now();
  const authenticated = (): void => void (lastRequestMs = now());
  const status = async () => ({
    engine: await engineName(settings),
    running: queue.running(),
    waiting: store.waiting(),
  });
  const service = wireService({ ...base, keys, queue }, { authenticated, useNonce: nonces.use });
  const prune = (olderThanMs: number): number => store.prune(now() - olderThanMs);
  const routes = ownRoutes({ status, prune, faults, controlToken });
  const server = await listen(settings.port, before?.port ?? null, (port) =>
    startServer({ port, service, faults, ownRoutes: routes }),
  );
  const { port } = server;
  const file: ServiceFile = {
    ...keys,
    pid: ownPid,
    version: settings.version,
    port,
    endpoint: `http://127.0.0.1:${port}`,
    startedAt: new Date(now()).toISOString(),
    controlToken,
  };
  replacePrivate(paths.service, file);
  queue.wake();
  const stop = async (): Promise<void> => {
    await Promise.all([server.close(), queue.stop()]);
  };
  const keepFile = keepServiceFile(paths, file, log);
  return { file, queue, lastRequestMs: () => lastRequestMs, keepFile, prune, stop };
};

/**
 * Starts the service, or returns null when one already runs in this state folder. Rejects when the
 * port is taken (`EADDRINUSE`) or the database cannot be used.
 */
export const startService = async (
  settings: ServiceSettings,
  paths: LocalPaths,
  context: ServiceContext,
): Promise<RunningService | null> => {
  ownFolder(paths.dir);
  mkdirSync(paths.storage, { recursive: true, mode: 0o700 });
  const unlock = takeLock(paths.lock);
  if (unlock === null) return null;
  const closers = [unlock];
  const close = (): void => {
    for (const closer of closers.toReversed()) closer();
  };
  try {
    const store = openStore(paths.database);
    closers.push(() => store.close());
    const running = await open(settings, paths, context, store, closers);
    const stop = (): Promise<void> => running.stop().finally(close);
    return { ...running, stop };
  } catch (error) {
    close();
    throw error;
  }
};
