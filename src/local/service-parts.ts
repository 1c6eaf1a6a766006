// What a service consists of before its address is known, and what its queue and its protocols see of it.
import { availableParallelism } from 'node:os';
import type { EngineSettings } from './engines/engine.js';
import { InjectedJobFailure, type Sleep } from './faults/active-faults.js';
import type { FaultInjection } from './faults/apply.js';
import { progressBoard } from './jobs/job-progress.js';
import { queueOf, type Queue } from './jobs/queue.js';
import { engineInUse, lookOf, runJob } from './jobs/run-job.js';
import type { Store } from './jobs/store.js';
import { faultOf } from './jobs/transcribe-job.js';
import type { Grants } from './media/grants.js';
import type { Media } from './media/media.js';
import type { OwnRoutes } from './process/own-routes.js';
import type { StartOptions } from './process/start-options.js';
import type { Keys, Service } from './wire/wire.js';

export interface ServiceSettings extends EngineSettings {
  /** Null: the last port if it is free, otherwise any free port. */
  readonly port: number | null;
  /** Jobs at once; null: one less than there are cores, at least one. */
  readonly concurrency: number | null;
  /** Folders whose files may be read. */
  readonly roots: readonly string[];
  /** Stop after so long without work; 0 for never. */
  readonly idleMs: number;
  readonly version: string;
}

export interface ServiceContext {
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** How injected faults let time pass. */
  readonly sleep: Sleep;
}

export interface ServiceParts {
  readonly settings: ServiceSettings;
  readonly context: ServiceContext;
  readonly store: Store;
  readonly media: Media;
  readonly grants: Grants;
  readonly faults: FaultInjection;
  readonly keys: Keys;
  readonly queue: Queue;
}

export const makeQueue = (
  { settings, context, store, media, grants, faults }: Omit<ServiceParts, 'queue' | 'keys'>,
  tmpDir: string,
): Queue => {
  const progress = progressBoard();
  return queueOf({
    store,
    progress,
    isGranted: (file) => grants.has(file),
    faultOf: (error) => (error instanceof InjectedJobFailure ? error.fault : faultOf(error)),
    now: context.now,
    log: context.log,
    concurrency: settings.concurrency ?? Math.max(1, availableParallelism() - 1),
    run: runJob({ settings, tmpDir, media, faults, store, progress, log: context.log }),
  });
};

/** What the wire protocols see. */
export const wireService =
  (
    { settings, media, context, queue, keys }: ServiceParts,
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
    engine: async () => (await engineInUse(settings)).engine,
  });

const optionsOf = (settings: ServiceSettings): StartOptions => ({
  port: settings.port,
  concurrency: settings.concurrency,
  engine: settings.engine,
  model: settings.model,
  command: settings.command,
  commandDir: settings.commandDir,
  roots: settings.roots,
  idleMs: settings.idleMs,
});

/** What the service's own paths see of it. */
export const controlOf = ({
  settings,
  queue,
  store,
  grants,
}: ServiceParts): Pick<OwnRoutes, 'status' | 'progressOf' | 'grants' | 'look'> => ({
  status: async () => ({
    ...(await engineInUse(settings)),
    options: optionsOf(settings),
    running: queue.running(),
    waiting: store.waiting(),
  }),
  progressOf: (id) => queue.progressOf(id),
  grants,
  look: () => lookOf(settings),
});
