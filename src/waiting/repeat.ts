// The loop behind every command that watches jobs: look, pause, look again.
import type { App } from '../app.js';
import { Exit, type CliError } from '../errors.js';

export interface Looks<T> {
  /** Resolves to true when there is something to look at, to false when there never will be. */
  ready(): Promise<boolean>;
  /** From the start of the last look to the start of the next, ms. */
  pauseMs(): number;
  /** No pause goes beyond this time, epoch milliseconds. */
  readonly deadlineMs: number;
  look(): AsyncIterable<T>;
}

/** Yields what every look yields, until there is nothing left to look at. */
export async function* repeat<T>(app: App, looks: Looks<T>): AsyncGenerator<T> {
  const now = (): number => app.clock.now();
  let lookedMs = now();
  while (await looks.ready()) {
    // From start to start: reading the answers takes time, and more jobs may finish meanwhile.
    const dueMs = Math.min(lookedMs + looks.pauseMs(), looks.deadlineMs);
    if (dueMs > now()) await app.clock.sleep(dueMs - now(), app.signal);
    app.signal.throwIfAborted();
    lookedMs = now();
    yield* looks.look();
  }
}

/** A wait ends when the service does not answer for this long: somebody has to look at the cause. */
const longestOutageMs = 15 * 60_000;

/** Whether the service answers. Reports a loss once, and the end of a loss. */
export class ServiceLink {
  #lostSinceMs: number | null = null;

  /** @param reached whether the service answered before the first look */
  constructor(
    private readonly app: App,
    private reached: boolean,
  ) {}

  get lost(): boolean {
    return this.#lostSinceMs !== null;
  }

  /** The service answered. */
  found(): void {
    if (this.lost) this.app.tools.notice('The service answers again.');
    this.#lostSinceMs = null;
    this.reached = true;
  }

  /** Nothing answered. Returns true when the wait should end; throws if the service never answered. */
  lose(error: CliError): boolean {
    if (error.exitCode !== Exit.unavailable || !this.reached) throw error;
    if (!this.lost) this.app.tools.notice(`${error.message}; still trying.`);
    this.#lostSinceMs ??= this.app.clock.now();
    return this.app.clock.now() - this.#lostSinceMs >= longestOutageMs;
  }
}
