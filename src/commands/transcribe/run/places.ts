// How many items of a run are uploaded and submitted at once.
import pLimit, { type LimitFunction } from 'p-limit';

/** Items that only wait, for each place: when the service is down, not every item of a long list begins. */
const waitingPerPlace = 4;

export class Places {
  readonly #limit: LimitFunction;
  #aside = 0;

  constructor(private readonly count: number) {
    this.#limit = pLimit(count);
  }

  run(work: () => Promise<void>): Promise<void> {
    return this.#limit(work);
  }

  /** During the pause of one item another one has its place. */
  async aside(pause: () => Promise<void>): Promise<void> {
    if (this.#aside >= waitingPerPlace * this.count) return pause();
    this.#aside += 1;
    this.#limit.concurrency = this.count + this.#aside;
    try {
      await pause();
    } finally {
      this.#aside -= 1;
      this.#limit.concurrency = this.count + this.#aside;
    }
  }

  /** What has not started is dropped. */
  clear(): void {
    this.#limit.clearQueue();
  }
}
