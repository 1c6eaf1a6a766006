// The local service as the commands of this program see it, whichever process it runs in. `main` hands
// it to the profiles, which know its keys and address and nothing of processes.
import type { JobProgress } from '../../jobs/job.js';
import { localPaths } from '../process/paths.js';
import { readServiceFile, type ServiceFile } from '../process/service-file.js';
import { findService, provenPid } from './find.js';
import type { ProgramContext } from './start-context.js';

/** A service's file as its clients see it: the address, and the rest by name. */
interface ServiceInfo {
  readonly endpoint: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface LocalService {
  /** What the last service wrote, whether it runs or not; null when there is none. */
  saved(): ServiceInfo | null;
  /** The running service, started if none runs. Throws exit 8 with the reason when it cannot start. */
  running(): Promise<ServiceInfo>;
  /** True when the program on this port of 127.0.0.1 has the keys of `saved`. */
  proves(port: number): Promise<boolean>;
  /** Admits a file for the submit that follows; starts the service if none runs. Throws exit 2, 3 or 8. */
  admit(file: string): Promise<void>;
  /** How far unfinished jobs are, by id. Empty when the service does not answer. */
  progress(ids: readonly string[]): Promise<ReadonlyMap<string, JobProgress>>;
}

const infoOf = (file: ServiceFile): ServiceInfo => ({
  endpoint: file.endpoint,
  fields: { ...file },
});

export const localServiceOf = (program: ProgramContext): LocalService => {
  const path = localPaths(program.paths.stateDir).service;
  const running = async (): Promise<ServiceFile> => {
    const found = await findService(path);
    if (found !== null) return found;
    // Loaded only when there is something to start.
    const { startAsLast } = await import('./start.js');
    const { startContextOf } = await import('./start-context.js');
    return (await startAsLast(startContextOf(program))).file;
  };
  return {
    saved() {
      const file = readServiceFile(path);
      return file && infoOf(file);
    },
    running: async () => infoOf(await running()),
    async admit(file) {
      const { admitFile } = await import('./admit.js');
      await admitFile(await running(), file);
    },
    async proves(port) {
      const file = readServiceFile(path);
      return file !== null && (await provenPid(file, port)) !== null;
    },
    async progress(ids) {
      const { progressOfJobs } = await import('./job-progress.js');
      return progressOfJobs(path, ids);
    },
  };
};
