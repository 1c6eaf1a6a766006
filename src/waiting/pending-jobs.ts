// The ids of unfinished jobs. More may be added while a loop watches them.

export class PendingJobs {
  readonly #ids = new Set<string>();
  #closed = false;
  #wake: () => void = () => {};
  #changedMs = 0;

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  get size(): number {
    return this.#ids.size;
  }

  /** When a job was last added or finished, epoch milliseconds. */
  get changedMs(): number {
    return this.#changedMs;
  }

  add(id: string, nowMs: number): void {
    this.#ids.add(id);
    this.#changedMs = nowMs;
    this.#wake();
  }

  finish(id: string, nowMs: number): void {
    this.#ids.delete(id);
    this.#changedMs = nowMs;
  }

  /** No more jobs will be added. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Resolves to true when there is a job to look at, to false when there never will be. */
  async some(): Promise<boolean> {
    while (this.#ids.size === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#ids.size > 0;
  }
}
