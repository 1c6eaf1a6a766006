// Which faults are in force. In memory only: a service that was started again has none.
import type { LocalFault } from '../jobs/job.js';
import { isOfJobs, type Fault, type FaultName, type FaultOperation } from './fault.js';

export interface FaultBoard {
  list(): readonly Fault[];
  /** In place of the one with the same name and operation. */
  set(fault: Fault): void;
  /** Ends a fault, or with null all of them, also for jobs that were marked; gives those it ended. */
  clear(name: FaultName | null): readonly Fault[];
  /** The fault that befalls a call of this operation (null: one of no name), used up by one; or null. */
  take(operation: FaultOperation | null): Fault | null;
  /** Remembers what is to happen to a job. */
  mark(jobId: string, fault: Fault): void;
  /** What is to happen to a job, or null; told once. */
  jobFault(jobId: string): Fault | null;
}

export const faultBoard = (): FaultBoard => {
  let faults: readonly Fault[] = [];
  const fates = new Map<string, Fault>();
  const isMeant = (fault: Fault, operation: FaultOperation | null): boolean =>
    fault.operation === '*' || fault.operation === operation;
  return {
    list: () => faults,
    set(fault) {
      const { name, operation } = fault;
      const others = faults.filter((one) => one.name !== name || one.operation !== operation);
      faults = [...others, fault];
    },
    clear(name) {
      const ended = faults.filter((one) => name === null || one.name === name);
      faults = faults.filter((one) => !ended.includes(one));
      for (const [id, jobFault] of fates)
        if (name === null || jobFault.name === name) fates.delete(id);
      return ended;
    },
    take(operation) {
      const found = faults.find((fault) => isMeant(fault, operation));
      if (found === undefined) return null;
      const used = { ...found, left: found.left - 1 };
      faults = faults.flatMap((one) => (one !== found ? [one] : used.left > 0 ? [used] : []));
      return found;
    },
    mark: (jobId, fault) => void fates.set(jobId, fault),
    jobFault(jobId) {
      const jobFault = fates.get(jobId) ?? null;
      fates.delete(jobId);
      return jobFault;
    },
  };
};

/** A job that was told to fail. `fault` null: without a code, as the cloud does it at times. */
export class ToldToFail extends Error {
  override readonly name = 'ToldToFail';
  readonly fault: LocalFault | null;

  constructor(fault: LocalFault | null) {
    super('told to fail');
    this.fault = fault;
  }
}

/** Waits `ms` milliseconds; rejects when the signal is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Applies a job fault before it runs. Throws ToldToFail; returns late for one that is stuck. */
export const applyJobFault = async (
  activeFaults: FaultBoard,
  jobId: string,
  sleep: Sleep,
  signal: AbortSignal,
): Promise<void> => {
  const jobFault = activeFaults.jobFault(jobId);
  if (jobFault === null || !isOfJobs(jobFault.name)) return;
  if (jobFault.name === 'job-fails-silently') throw new ToldToFail(null);
  if (jobFault.name === 'job-fails') {
    const message = 'This job was told to fail: asrctl local faults.';
    throw new ToldToFail({ code: 'FaultOnDemand', message });
  }
  await sleep(jobFault.delayMs ?? 0, signal);
};
