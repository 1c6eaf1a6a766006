// A queue of values from many workers to one consumer, in the order they were sent.

export class Channel<T> {
  readonly #values: T[] = [];
  #end: { readonly fault: unknown } | 'closed' | null = null;
  #wake: () => void = () => {};

  send(value: T): void {
    this.#values.push(value);
    this.#wake();
  }

  /** Values sent before are still delivered. */
  close(): void {
    this.#end ??= 'closed';
    this.#wake();
  }

  /** The consumer gets the fault after the values sent before it. */
  fail(fault: unknown): void {
    this.#end ??= { fault };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#values.length > 0) yield this.#values.shift() as T;
      if (this.#end === 'closed') return;
      if (this.#end !== null) throw this.#end.fault;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
