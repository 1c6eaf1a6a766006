// What changed between two looks at a list.
import type { Cell, Column } from '../../formats/output.js';
import type { Job, JobState } from '../../jobs/job.js';
import { nextPollMs } from '../../jobs/schedule.js';

/** Shortest pause: a page of a list costs the service more than one job. */
const shortestMs = 2_000;
/** How long a change stays highlighted, also for a user who looks away. */
const highlightMs = 30_000;

interface Change {
  readonly mark: string;
  readonly atMs: number;
}

const cellOf = (cell: string | Cell): Cell => (typeof cell === 'string' ? { text: cell } : cell);

/** The states of all jobs seen so far, and which of them changed. */
export class Changes {
  readonly #states = new Map<string, JobState>();
  readonly #changes = new Map<string, Change>();
  #first = true;
  #changedMs: number;

  /** @param nowMs the time of the last look, epoch milliseconds */
  constructor(public nowMs: number) {
    this.#changedMs = nowMs;
  }

  add(jobs: readonly Job[], nowMs: number): void {
    this.nowMs = nowMs;
    for (const { id, state } of jobs) {
      const before = this.#states.get(id);
      this.#states.set(id, state);
      if (before === state || this.#first) continue;
      this.#changedMs = nowMs;
      this.#changes.set(id, { mark: before === undefined ? 'new' : `was ${before}`, atMs: nowMs });
    }
    this.#first = false;
  }

  /** Pause before the next look, ms; it grows while nothing changes. */
  get pauseMs(): number {
    return Math.max(shortestMs, nextPollMs(this.nowMs - this.#changedMs, 0.5));
  }

  /** The state's column with what changed after the word: `running (was queued)`. */
  highlighted(columns: readonly Column<Job>[]): Column<Job>[] {
    return columns.map((column) => {
      if (column.key !== 'state') return column;
      return {
        ...column,
        cell: (job) => {
          const cell = cellOf(column.cell(job));
          const change = this.#changes.get(job.id);
          if (change === undefined || this.nowMs - change.atMs > highlightMs) return cell;
          return { ...cell, text: `${cell.text} (${change.mark})` };
        },
      };
    });
  }
}
