// How long to pause between two looks at unfinished jobs.
import { nextPollMs } from '../jobs/schedule.js';

/** Finished jobs that pay for one call of looking: a batch costs a twelfth of a call per job beyond its submits and results. */
const jobsPerCall = 12;
/** Calls beyond those before the pace slows down. */
const spareCalls = 30;
/** One call in this time is always allowed: a run of many jobs still shows the end of a long one. */
const alwaysMs = 5 * 60_000;
/** Shortest pause, when all remaining jobs are about to finish. */
const shortestMs = 100;
/** However many jobs there are, a finished one is seen within this time. */
const longestMs = 10 * 60_000;

/** What is known about a wait so far. */
export interface Looking {
  /** Since the wait started, ms. */
  readonly waitedMs: number;
  /** Since a job was added or finished, ms. */
  readonly quietMs: number;
  /** Calls spent on looking in all, and by the last look. */
  readonly calls: number;
  readonly lastCalls: number;
  readonly finished: number;
  readonly pending: number;
  /** From one finished job to the next, at the rate of the last look; Infinity if it saw none finish. */
  readonly msPerJob: number;
}

/**
 * Pause before the next look, ms. While looking costs about a call per twelve finished jobs, the pause follows
 * the last change, so that short jobs are seen as they finish and the last of them at once. Beyond that the
 * next look comes when enough jobs have finished to pay for it; if few finish, the pause follows the whole wait
 * and grows with the cost of a look and with the excess.
 * @param allowedMs one call in this time is always allowed
 */
export const pauseMs = (looking: Looking, random: number, allowedMs = alwaysMs): number => {
  const { waitedMs, quietMs, calls, lastCalls, finished, pending, msPerJob } = looking;
  const excess = calls / (finished / jobsPerCall + spareCalls + waitedMs / allowedMs);
  const restMs = Math.max(shortestMs, pending * msPerJob);
  if (excess <= 1) return Math.min(nextPollMs(quietMs, random), restMs);
  const lookCost = Math.max(1, lastCalls) * excess;
  const paidMs = Math.max(shortestMs, lookCost * jobsPerCall * msPerJob);
  return Math.min(longestMs, paidMs, nextPollMs(waitedMs, random) * lookCost);
};

/** The pace of one wait. All times are epoch milliseconds. */
export class Pace {
  #calls = 0;
  #lastCalls = 0;
  #finished = 0;
  #msPerJob = Infinity;
  #lookedMs: number;

  /** @param allowedMs one call in this time is always allowed; by default five minutes */
  constructor(
    private readonly startedMs: number,
    private readonly allowedMs?: number,
  ) {
    this.#lookedMs = startedMs;
  }

  /** A look began at `atMs`, made `calls` calls and saw `finished` jobs finish. */
  looked(atMs: number, calls: number, finished: number): void {
    // The call that brought a finished job with its transcript was not spent on looking.
    this.#lastCalls = calls - Math.min(calls, finished);
    this.#calls += this.#lastCalls;
    this.#finished += finished;
    this.#msPerJob = finished > 0 ? (atMs - this.#lookedMs) / finished : Infinity;
    this.#lookedMs = atMs;
  }

  pauseMs(nowMs: number, changedMs: number, pending: number, random: number): number {
    const looking = {
      waitedMs: nowMs - this.startedMs,
      quietMs: nowMs - changedMs,
      calls: this.#calls,
      lastCalls: this.#lastCalls,
      finished: this.#finished,
      pending,
      msPerJob: this.#msPerJob,
    };
    return pauseMs(looking, random, this.allowedMs);
  }
}
