// The progress of a run in one line.
import type { Progress } from '../../../terminal/streams.js';
import { reporterOf, type ProgressMode, type Reporter } from '../../../waiting/reporter.js';
import { showSpan } from '../../views/times.js';

/** Counts of one run: written by the workers, read by the status line. */
export interface Counts {
  readonly total: number;
  done: number;
  failed: number;
  /** Submitted and not finished. */
  waiting: number;
  uploading: number;
  /** Bytes to upload in all, and bytes that the service has received. */
  uploadBytes: number;
  sentBytes: number;
  /** When the first byte was sent, epoch milliseconds; null before. */
  uploadStartMs: number | null;
}

export const noCounts = (total: number): Counts => ({
  total,
  done: 0,
  failed: 0,
  waiting: 0,
  uploading: 0,
  uploadBytes: 0,
  sentBytes: 0,
  uploadStartMs: null,
});

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `4.2 MB`, in powers of ten like disks and networks. */
export const showBytes = (bytes: number): string => {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
};

const uploadPart = (counts: Counts, nowMs: number): string[] => {
  const { uploading, sentBytes, uploadBytes, uploadStartMs } = counts;
  if (uploading === 0 || uploadStartMs === null) return [];
  const rate = sentBytes / Math.max(1, nowMs - uploadStartMs);
  const left = (uploadBytes - sentBytes) / rate;
  const pace = rate > 0 ? ` (${showBytes(rate * 1000)}/s, ${showSpan(left)} left)` : '';
  return [`${showBytes(sentBytes)} of ${showBytes(uploadBytes)} uploaded${pace}`];
};

/** `12 of 50 finished, 45 MB of 120 MB uploaded (5.2 MB/s, 14s left), 20 in progress, 1 failed`. */
export const statusLine = (counts: Counts, nowMs: number): string => {
  const { total, done, waiting, failed } = counts;
  return [
    `${done} of ${total} finished`,
    ...uploadPart(counts, nowMs),
    ...(waiting > 0 ? [`${waiting} in progress`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
};

export interface RunReporter extends Reporter {
  readonly counts: Counts;
}

export const runReporter = (
  progress: Progress,
  mode: ProgressMode,
  counts: Counts,
  now: () => number,
): RunReporter => ({
  counts,
  ...reporterOf(progress, mode, () => statusLine(counts, now()), now),
});
