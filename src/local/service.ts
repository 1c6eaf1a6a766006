// The whole service in one process: lock, store, queue and server. The background process runs it
// (serve.ts); tests run it directly with their own clock.
import { rm } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { makeActiveFaults } from './faults/active-faults.js';
import type { FaultInjection } from './faults/apply.js';
import type { Queue } from './jobs/queue.js';
import { recover } from './jobs/recover.js';
import { openStore, type Store } from './jobs/store.js';
import { grantsOf } from './media/grants.js';
import { mediaOf } from './media/media.js';
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
import type { Keys } from './wire/wire.js';
import {
  makeQueue,
  controlOf,
  wireService,
  type ServiceContext,
  type ServiceParts,
  type ServiceSettings,
} from './service-parts.js';

export type { ServiceSettings } from './service-parts.js';

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

/** Returns interrupted jobs to the queue and removes what they left behind. */
const recoverJobs = async (
  { platform }: ServiceSettings,
  { tmp }: LocalPaths,
  { now, log }: ServiceContext,
  store: Store,
): Promise<void> => {
  const interrupted = await recover(store, { tmpDir: tmp, platform }, now());
  if (interrupted > 0) log(`${interrupted} jobs were interrupted when the service last ended`);
  await rm(tmp, { recursive: true, force: true });
};

const serviceFileOf = (
  keys: Keys,
  controlToken: string,
  { port }: LocalServer,
  { version }: ServiceSettings,
  nowMs: number,
): ServiceFile => ({
  ...keys,
  pid: ownPid,
  version,
  port,
  endpoint: `http://127.0.0.1:${port}`,
  startedAt: new Date(nowMs).toISOString(),
  controlToken,
});

const open = async (
  settings: ServiceSettings,
  paths: LocalPaths,
  context: ServiceContext,
  store: Store,
  closers: (() => void)[],
): Promise<RunningService> => {
  const { now, log, sleep } = context;
  await recoverJobs(settings, paths, context, store);
  const before = readServiceFile(paths.service);
  const keys = before === null ? makeKeys() : keysOf(before);
  const controlToken = makeControlToken();
  const faults: FaultInjection = { activeFaults: makeActiveFaults(), sleep };
  const grants = grantsOf(now);
  const media = mediaOf(paths.storage, settings.roots, (file) => grants.has(file));
  const base = { settings, context, store, faults, grants, media };
  const parts: ServiceParts = { ...base, keys, queue: makeQueue(base, paths.tmp) };
  const { queue } = parts;
  const nonces = openNonces(paths.nonces, now());
  closers.push(() => nonces.close());
  let lastRequestMs = now();
  const authenticated = (): void => void (lastRequestMs = now());
  const service = wireService(parts, { authenticated, useNonce: nonces.use });
  const prune = (olderThanMs: number): number => store.prune(now() - olderThanMs);
  const routes = ownRoutes({ ...controlOf(parts), prune, faults, controlToken });
  const server = await listen(settings.port, before?.port ?? null, (port) =>
    startServer({ port, service, faults, ownRoutes: routes }),
  );
  const file = serviceFileOf(keys, controlToken, server, settings, now());
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
