// What the background process does: the service, until it is told to stop or nobody needs it.
import { access } from 'node:fs/promises';
import type { Sleep } from '../faults/active-faults.js';
import type { LocalPaths } from './paths.js';
import { fatalMark, logTo } from './log.js';
import { startService, type RunningService, type ServiceSettings } from '../service.js';

export interface ServeOptions {
  readonly settings: ServiceSettings;
  readonly paths: LocalPaths;
  /** Stop after so long without a request or a running job; 0 for never. */
  readonly idleMs: number;
  readonly now: () => number;
  /** How faults on demand let time pass. */
  readonly sleep: Sleep;
  /** Aborted when the service is to stop. */
  readonly signal: AbortSignal;
}

const messageOf = (error: unknown, port: number | null): string => {
  const isTaken = error instanceof Error && (error as { code?: string }).code === 'EADDRINUSE';
  if (isTaken) return `port ${port} on 127.0.0.1 is taken by another program`;
  return error instanceof Error ? error.message : String(error);
};

const isIdle = (service: RunningService, options: ServeOptions): boolean =>
  service.queue.running() === 0 && options.now() - service.lastRequestMs() >= options.idleMs;

/** Resolves when the signal is aborted or the service has been idle for so long. */
const untilDone = (service: RunningService, options: ServeOptions): Promise<string> =>
  new Promise((resolve) => {
    const { signal, idleMs } = options;
    const looked = Math.min(30_000, Math.max(50, idleMs / 4));
    const timer =
      idleMs === 0
        ? undefined
        : setInterval(() => {
            if (isIdle(service, options)) done(`idle for ${Math.round(idleMs / 1000)} s`);
          }, looked);
    const told = (): void => done('told to stop');
    const done = (why: string): void => {
      clearInterval(timer);
      signal.removeEventListener('abort', told);
      resolve(why);
    };
    signal.addEventListener('abort', told, { once: true });
    if (signal.aborted) told();
  });

/** Without it another engine, or none, would take the jobs. */
const requireModel = async ({ model }: ServiceSettings): Promise<void> => {
  if (model === null) return;
  await access(model).catch(() => {
    throw new Error(`there is no model file ${model}`);
  });
};

/**
 * Runs the service to its end. Resolves to `busy` at once when another one runs in this state
 * folder; rejects, with its reason in the log, when it cannot start.
 */
export const serve = async (options: ServeOptions): Promise<'stopped' | 'busy'> => {
  const { settings, paths, now, sleep } = options;
  // Only the one that holds the lock writes more than its own failure.
  const log = logTo(paths.log, now);
  try {
    await requireModel(settings);
    const service = await startService(settings, paths, { now, log, sleep });
    if (service === null) return 'busy';
    log(
      `listening on ${service.file.endpoint}, process ${service.file.pid}, asrctl ${settings.version}`,
    );
    log(`stopping: ${await untilDone(service, options)}`);
    await service.stop();
    log('stopped');
    return 'stopped';
  } catch (error) {
    log(fatalMark(process.pid) + messageOf(error, settings.port));
    throw error;
  }
};
