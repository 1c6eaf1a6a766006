// What a running service does, and what it may delete.
import { prunePath, statusPath } from '../process/control-paths.js';
import type { ServiceStatus } from '../process/own-routes.js';
import type { ServiceFile } from '../process/service-file.js';
import { askControl, control, controlFailed } from './control.js';
import { findService } from './find.js';

export interface FoundService {
  readonly file: ServiceFile;
  readonly status: ServiceStatus;
}

/** The running service of a state folder with its status, or null. */
export const findWithStatus = async (serviceFile: string): Promise<FoundService | null> => {
  const file = await findService(serviceFile);
  if (file === null) return null;
  const answer = await askControl(file, { method: 'GET', path: statusPath }).catch(() => null);
  return answer?.status === 200 ? { file, status: answer.body as unknown as ServiceStatus } : null;
};

/** Deletes jobs that ended longer ago than this, in milliseconds; returns how many. Throws exit 8. */
export const pruneJobs = async (file: ServiceFile, olderThanMs: number): Promise<number> => {
  const path = `${prunePath}?olderThanMs=${olderThanMs}`;
  const { removed } = await control(file, { method: 'POST', path });
  if (typeof removed === 'number') return removed;
  throw controlFailed('its answer is incomplete');
};
