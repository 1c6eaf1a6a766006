// The service and the surroundings, as far as submitting needs them.
import type { JobState } from '../jobs/job.js';
import type { Submits } from '../journal/submit-records.js';

export interface SubmittedJob {
  readonly id: string;
  readonly state: JobState;
}

export interface SubmitService {
  /**
   * Sends once. A CliError with exit 8 leaves the outcome open, unless it has a `retryAfterMs`: then, as
   * with any other exit, no job was made.
   */
  send(token: string): Promise<SubmittedJob>;
  /** The job that carries the token, created at or after `sinceMs`, or null. */
  find(token: string, sinceMs: number): Promise<SubmittedJob | null>;
  /** The state of a job, or null when the service does not know it. */
  state(id: string): Promise<JobState | null>;
}

/** What happens on the way that the user may want to read. */
export type SubmitEvent =
  /** Another process submits the same; we wait for its job. */
  | { readonly kind: 'busy' }
  /** A job of the same address has succeeded, and a new one is paid for: the content may have changed. */
  | { readonly kind: 'paid again'; readonly id: string };

export interface SubmitContext {
  readonly submits: Submits;
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects with the signal's reason when the user interrupts. */
  sleep(ms: number): Promise<void>;
  /** As `sleep`, for a pause in which other submits of the run may go on. */
  stepAside(ms: number): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
  trace(line: string): void;
  /** As `Tools.command`. */
  readonly command: (...words: readonly string[]) => string;
  readonly tell: (event: SubmitEvent) => void;
}

export interface SubmitResult extends SubmittedJob {
  readonly submitted: 'new' | 'recovered' | 'reused';
}
