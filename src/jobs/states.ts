// The words that services use for a job's state. Matching ignores case, because the documentation of one
// service writes some words in two ways.
import type { JobState } from './job.js';

const words: Readonly<Record<string, JobState>> = {
  // IMS smart jobs: Created, Executing, Finished, Failed (GetSmartHandleJob page); `Creating` in its web demo.
  created: 'queued',
  creating: 'queued',
  executing: 'running',
  finished: 'succeeded',
  failed: 'failed',
  // IMS intelligent production (QueryIProductionJob page), which uses `Fail` and both spellings of analyse.
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

/** The state for a service's word; `unknown` for null and for undocumented words. */
export const stateOf = (word: string | null | undefined): JobState =>
  words[(word ?? '').trim().toLowerCase()] ?? 'unknown';
