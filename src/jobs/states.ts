// One table for the words that services use for a job's state. Matching ignores case, because the
// documents of one and the same service spell some words two ways.
import type { JobState } from './job.js';

const words: Readonly<Record<string, JobState>> = {
  // IMS smart jobs: Created, Executing, Finished, Failed (GetSmartHandleJob page); `Creating` in its web demo.
  created: 'queued',
  creating: 'queued',
  executing: 'running',
  finished: 'succeeded',
  failed: 'failed',
  // IMS intelligent production (QueryIProductionJob page), which writes `Fail` and both spellings of analyse.
  init: 'queued',
  queuing: 'queued',
  analysing: 'running',
  analyzing: 'running',
  processing: 'running',
  success: 'succeeded',
  fail: 'failed',
  // Tencent CI (DescribeMediaJob page): Submitted, Running, Success, Failed, Pause, Cancel.
  submitted: 'queued',
  running: 'running',
  pause: 'paused',
  paused: 'paused',
  cancel: 'cancelled',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/** The contract's word for a service's own; `unknown` for null and for words that no document names. */
export const stateOf = (word: string | null | undefined): JobState =>
  words[(word ?? '').trim().toLowerCase()] ?? 'unknown';
