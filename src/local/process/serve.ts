// What the background process does: the service, until it is stopped or nobody needs it.
import { access } from 'node:fs/promises';
import type { Sleep } from '../faults/active-faults.js';
import { ownPid } from '../programs/this-process.js';
import { startService, type RunningService, type ServiceSettings } from '../service.js';
import { fatalMark, logTo } from './log.js';
import type { LocalPaths } from './paths.js';

export interface ServeOptions {
  readonly settings: ServiceSettings;
  readonly paths: LocalPaths;
  readonly now: () => number;
  /** How injected faults let time pass. */
  readonly sleep: Sleep;
  /** Aborted when the service is to stop. */
  readonly signal: AbortSignal;
  /** Gets each line of the log as well. */
  readonly show?: ((line: string) => void) | undefined;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

/** How often the service looks whether it is idle and its files are there. A client waits that long for a lost service.json. */
const tickMs = 500;
/** What a stop may take: answers get 2 s, programs are killed at once. */
const stopMs = 4_000;
/** Ended jobs are kept this long. */
const keepJobsMs = 90 * 86_400_000;
const pruneEveryMs = 86_400_000;

const messageOf = (error: unknown, port: number | null): string => {
  const isTaken = error instanceof Error && (error as { code?: string }).code === 'EADDRINUSE';
  if (isTaken) return `port ${port} on 127.0.0.1 is taken by another program`;
  return error instanceof Error ? error.message : String(error);
};

/** Why the service has to end, or null. */
const reasonToStop = (service: RunningService, { settings, now }: ServeOptions): string | null => {
  const { idleMs } = settings;
  if (!service.keepFile()) return 'its state folder is gone';
  if (idleMs === 0 || service.queue.running() > 0) return null;
  return now() - service.lastRequestMs() >= idleMs
    ? `idle for ${Math.round(idleMs / 1000)} s`
    : null;
};

/** Resolves, with the reason, when the service has to end. */
const untilDone = (service: RunningService, options: ServeOptions): Promise<string> =>
  new Promise((resolve) => {
    const { signal, settings } = options;
    const { idleMs } = settings;
    const finish = (why: string): void => {
      clearInterval(timer);
      signal.removeEventListener('abort', stopped);
      resolve(why);
    };
    const stopped = (): void => finish('stop requested');
    let prunedMs = Number.NEGATIVE_INFINITY;
    const tick = (): void => {
      const why = reasonToStop(service, options);
      if (why !== null) finish(why);
      else if (options.now() - prunedMs >= pruneEveryMs) {
        prunedMs = options.now();
        service.prune(keepJobsMs);
      }
    };
    const timer = setInterval(tick, idleMs === 0 ? tickMs : Math.min(tickMs, idleMs / 4));
    signal.addEventListener('abort', stopped, { once: true });
    if (signal.aborted) stopped();
  });

/** Without it another engine, or none, would take the jobs. */
const requireModel = async ({ model }: ServiceSettings): Promise<void> => {
  if (model === null) return;
  await access(model).catch(() => {
    throw new Error(`there is no model file ${model}`);
  });
};

/** A log whose disk is full or whose folder is gone must not keep the service from ending. */
const lenient =
  (write: (line: string) => void) =>
  (line: string): void => {
    try {
      write(line);
    } catch {
      // Nowhere is left to write to.
    }
  };

/**
 * Runs the service to its end. Resolves to `busy` at once when another one runs in this state
 * folder; rejects, with its reason in the log, when it cannot start.
 */
export const serve = async (options: ServeOptions): Promise<'stopped' | 'busy'> => {
  const { settings, paths, now, sleep, show } = options;
  // Only the process that holds the lock writes more than its own failure.
  const write = logTo(paths.log, now);
  const log = lenient((line) => {
    show?.(line);
    write(line);
  });
  try {
    await requireModel(settings);
    const service = await startService(settings, paths, { now, log, sleep });
    if (service === null) return 'busy';
    const { endpoint, pid } = service.file;
    log(`listening on ${endpoint}, process ${pid}, asrctl ${settings.version}`);
    log(`stopping: ${await untilDone(service, options)}`);
    // What does not end alone: an answer that a fault delays, a file system that hangs.
    // It stays set: a delayed answer keeps the process alive after the service has stopped.
    setTimeout(() => options.exit(0), stopMs).unref();
    await service.stop();
    log('stopped');
    return 'stopped';
  } catch (error) {
    log(fatalMark(ownPid) + messageOf(error, settings.port));
    throw error;
  }
};
