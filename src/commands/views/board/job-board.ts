// What each unfinished item of a wait is doing, a line each: name, state, progress, time, estimate.
import type { JobProgress } from '../../../jobs/job.js';
import { showElapsed } from '../times.js';

const mostRows = 8;
/** Progress that an estimate needs as its basis. */
const leastShare = 0.03;
/** Items that an estimate for the rest needs as its basis, and the least time. */
const leastFinished = 3;
const leastMs = 5_000;

interface Measured {
  readonly atMs: number;
  readonly share: number;
}

interface Watched {
  readonly name: string;
  /** A state of its job, or what it does before that. */
  readonly state: string;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  readonly job: string | null;
  readonly position: number | null;
  readonly first: Measured | null;
  readonly last: Measured | null;
}

/** Until all of the work is done, at the rate from the first to the last measure, ms; null without a basis. */
const leftMs = ({ first, last }: Watched, nowMs: number): number | null => {
  if (first === null || last === null || last.share - first.share < leastShare) return null;
  const msPerShare = (last.atMs - first.atMs) / (last.share - first.share);
  return Math.max(0, (1 - last.share) * msPerShare - (nowMs - last.atMs));
};

const about = (ms: number): string => `about ${showElapsed(ms)} left`;

/** `running 42%, 1m 05s, about 2m 10s left` */
const wordsOf = (item: Watched, nowMs: number): string => {
  const { state, last, position, sinceMs } = item;
  const left = leftMs(item, nowMs);
  return [
    last === null ? state : `${state} ${Math.floor(last.share * 100)}%`,
    ...(position === null ? [] : [`position ${position}`]),
    showElapsed(nowMs - sinceMs),
    ...(left === null ? [] : [about(left)]),
  ].join(', ');
};

export interface BoardRow {
  readonly name: string;
  readonly words: string;
}

const rowOf = (item: Watched, nowMs: number): BoardRow => ({
  name: item.name,
  words: wordsOf(item, nowMs),
});

/** The time that the rest of a batch takes; none without a basis. */
export const restWords = (finished: number, total: number, elapsedMs: number): string[] =>
  finished < leastFinished || elapsedMs < leastMs || finished === total
    ? []
    : [about((elapsedMs / finished) * (total - finished))];

/** Before those that wait for their turn. */
const isActive = ({ state }: Watched): boolean => state !== 'queued' && state !== 'waiting';

/** What is told about an item. */
export interface BoardEntry {
  readonly name: string;
  readonly state: string;
  /** Id of its job, once it has one. */
  readonly job?: string;
  /** Epoch milliseconds; default: when the item is first set. */
  readonly sinceMs?: number;
}

export class JobBoard {
  readonly #items = new Map<string, Watched>();

  constructor(private readonly now: () => number) {}

  /** Adds an item, or notes its new state. Returns whether the state is new. */
  set(key: string, { name, state, job, sinceMs = this.now() }: BoardEntry): boolean {
    const before = this.#items.get(key);
    const isNew = before?.state !== state;
    const fresh = { sinceMs, job: null, position: null, first: null, last: null };
    const kept = before ?? fresh;
    const position = isNew ? null : kept.position;
    this.#items.set(key, { ...kept, name, state, position, job: job ?? kept.job });
    return isNew;
  }

  /** Ids of the jobs of all items. */
  get jobs(): readonly string[] {
    return [...this.#items.values()].flatMap(({ job }) => (job === null ? [] : [job]));
  }

  /** What the service says about a job now. Several items may share it. */
  measure(job: string, { progress, queuePosition: position }: JobProgress): void {
    const atMs = this.now();
    for (const [key, item] of this.#items) {
      if (item.job !== job) continue;
      const isNew = progress !== null && progress !== item.last?.share;
      const last = isNew ? { atMs, share: progress } : item.last;
      // The service has begun with it since the last look.
      const state = item.state === 'queued' && progress !== null ? 'running' : item.state;
      this.#items.set(key, { ...item, state, position, first: item.first ?? last, last });
    }
  }

  delete(key: string): void {
    this.#items.delete(key);
  }

  /** The only item; null if there are others, or none. */
  get single(): BoardRow | null {
    const [item] = this.#items.values();
    return item === undefined || this.#items.size > 1 ? null : rowOf(item, this.now());
  }

  /** The first items, active ones before the others, and how many more there are. */
  first(): { readonly rows: readonly BoardRow[]; readonly more: number } {
    const all = [...this.#items.values()];
    const active = all.filter(isActive);
    const few = active.length < mostRows ? all.filter((one) => !isActive(one)) : [];
    const rows = [...active, ...few].slice(0, mostRows);
    return {
      rows: rows.map((item) => rowOf(item, this.now())),
      more: all.length - rows.length,
    };
  }
}
