// The progress of a run in one line.
import type { Progress } from '../../../terminal/streams.js';
import type { Item } from '../items/item.js';
import { reporterOf, type ProgressMode, type Reporter } from '../../../waiting/reporter.js';
import { shownTitle } from '../../views/job-name.js';
import { boardView } from '../../views/board/board-view.js';
import { restWords, type JobBoard } from '../../views/board/job-board.js';
import { showElapsed, showSpan } from '../../views/times.js';

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

/**
 * `12 of 50 finished, 45 MB of 120 MB uploaded (5.2 MB/s, 14s left), 20 in progress, 1 failed`, on a terminal with
 * the time since the run began.
 */
export const statusLine = (
  counts: Counts,
  nowMs: number,
  startedMs: number | null = null,
): string => {
  const { total, done, waiting, failed } = counts;
  const elapsedMs = startedMs === null ? 0 : nowMs - startedMs;
  return [
    `${done} of ${total} finished`,
    ...uploadPart(counts, nowMs),
    ...(waiting > 0 ? [`${waiting} in progress`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(startedMs === null ? [] : [showElapsed(elapsedMs), ...restWords(done, total, elapsedMs)]),
  ].join(', ');
};

export interface RunReporter extends Reporter {
  readonly counts: Counts;
  readonly board: JobBoard;
}

type OfItem = Pick<Item, 'index' | 'source'>;

/** The key of an item on the board. */
export const keyOf = ({ index }: Pick<Item, 'index'>): string => String(index);

/** The file's name. */
export const nameOf = ({ source }: OfItem): string => shownTitle(null, source) || source;

/** Shows what an item does now; off a terminal a line, if that is new. */
export const noteState = (
  reporter: RunReporter,
  item: OfItem,
  state: string,
  job?: string,
): void => {
  const entry = { name: nameOf(item), state, ...(job === undefined ? {} : { job }) };
  if (reporter.board.set(keyOf(item), entry))
    reporter.note(`${item.source}: ${job === undefined ? '' : `job ${job} `}${state}`);
  reporter.show();
};

/** @param refresh asks how far the jobs are, at each display */
export const runReporter = async (
  progress: Progress,
  mode: ProgressMode,
  { counts, board, refresh }: { counts: Counts; board: JobBoard; refresh: () => void },
  now: () => number,
): Promise<RunReporter> => {
  const view = await boardView(board, progress.animated);
  const startedMs = progress.animated ? now() : null;
  const isSingle = counts.total === 1;
  const rows = (): readonly string[] => {
    refresh();
    return isSingle ? [] : view.lines();
  };
  const status = (): string =>
    (isSingle && counts.uploading === 0 ? view.single() : null) ??
    statusLine(counts, now(), startedMs);
  return { counts, board, ...reporterOf(progress, mode, status, now, rows) };
};
