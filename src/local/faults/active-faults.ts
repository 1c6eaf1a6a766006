// The active faults. They are in memory only: a restarted service has none.
import type { JobFault } from '../jobs/job.js';
import {
  isOfJobs,
  type InjectedFault,
  type FaultName,
  type FaultOperation,
} from './injected-fault.js';

export interface ActiveFaults {
  list(): readonly InjectedFault[];
  /** Replaces the fault with the same name and operation. */
  set(fault: InjectedFault): void;
  /** Clears a fault, or with null all of them, for marked jobs too; returns the cleared faults. */
  clear(name: FaultName | null): readonly InjectedFault[];
  /** The fault for a call of this operation (null: an operation without a name), and counts it down; or null. */
  take(operation: FaultOperation | null): InjectedFault | null;
  /** Marks a job with its fault. */
  mark(jobId: string, fault: InjectedFault): void;
  /** The fault of a job, or null; returned once. */
  jobFault(jobId: string): InjectedFault | null;
}

export const makeActiveFaults = (): ActiveFaults => {
  let faults: readonly InjectedFault[] = [];
  const jobFaults = new Map<string, InjectedFault>();
  const isMeant = (fault: InjectedFault, operation: FaultOperation | null): boolean =>
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
      for (const [id, jobFault] of jobFaults)
        if (name === null || jobFault.name === name) jobFaults.delete(id);
      return ended;
    },
    take(operation) {
      const found = faults.find((fault) => isMeant(fault, operation));
      if (found === undefined) return null;
      const used = { ...found, left: found.left - 1 };
      faults = faults.flatMap((one) => (one !== found ? [one] : used.left > 0 ? [used] : []));
      return found;
    },
    mark: (jobId, fault) => void jobFaults.set(jobId, fault),
    jobFault(jobId) {
      const jobFault = jobFaults.get(jobId) ?? null;
      jobFaults.delete(jobId);
      return jobFault;
    },
  };
};

/** A job that fails on purpose. `fault` null: without a code, as in the cloud sometimes. */
export class InjectedJobFailure extends Error {
  override readonly name = 'InjectedJobFailure';
  readonly fault: JobFault | null;

  constructor(fault: JobFault | null) {
    super('injected failure');
    this.fault = fault;
  }
}

/** Waits `ms` milliseconds; rejects when the signal is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Applies a job fault before it runs. Throws InjectedJobFailure; returns late for one that is stuck. */
export const applyJobFault = async (
  activeFaults: ActiveFaults,
  jobId: string,
  sleep: Sleep,
  signal: AbortSignal,
): Promise<void> => {
  const jobFault = activeFaults.jobFault(jobId);
  if (jobFault === null || !isOfJobs(jobFault.name)) return;
  if (jobFault.name === 'job-fails-silently') throw new InjectedJobFailure(null);
  if (jobFault.name === 'job-fails') {
    const message = 'A fault set with asrctl local faults made this job fail';
    throw new InjectedJobFailure({ code: 'FaultOnDemand', message });
  }
  await sleep(jobFault.delayMs ?? 0, signal);
};
