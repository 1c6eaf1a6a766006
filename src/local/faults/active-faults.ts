// Which faults are in force. In memory only: a service that was started again has none.
import type { JobFault } from '../jobs/job.js';
import {
  isOfJobs,
  type InjectedFault,
  type FaultName,
  type FaultOperation,
} from './injected-fault.js';

export interface ActiveFaults {
  list(): readonly InjectedFault[];
  /** In place of the one with the same name and operation. */
  set(fault: InjectedFault): void;
  /** Ends a fault, or with null all of them, also for jobs that were marked; gives those it ended. */
  clear(name: FaultName | null): readonly InjectedFault[];
  /** The fault that befalls a call of this operation (null: one of no name), used up by one; or null. */
  take(operation: FaultOperation | null): InjectedFault | null;
  /** Remembers what is to happen to a job. */
  mark(jobId: string, fault: InjectedFault): void;
  /** What is to happen to a job, or null; told once. */
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

/** A job that was told to fail. `fault` null: without a code, as the cloud does it at times. */
export class InjectedJobFailure extends Error {
  override readonly name = 'InjectedJobFailure';
  readonly fault: JobFault | null;

  constructor(fault: JobFault | null) {
    super('told to fail');
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
    const message = 'This job was told to fail: asrctl local faults.';
    throw new InjectedJobFailure({ code: 'FaultOnDemand', message });
  }
  await sleep(jobFault.delayMs ?? 0, signal);
};
