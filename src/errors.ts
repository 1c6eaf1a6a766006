// The one error class and the one exit table. Every failure that a user sees is one of these.

/** Exit codes that scripts may rely on; the contract's table. */
export const Exit = {
  ok: 0,
  error: 1,
  usage: 2,
  notFound: 3,
  auth: 4,
  jobFailed: 5,
  someFailed: 6,
  timeout: 7,
  unavailable: 8,
  exists: 9,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof Exit)[keyof typeof Exit];

export interface ErrorDetails {
  /** What to do about it: one sentence, shown on a line of its own. */
  readonly hint?: string | undefined;
  /** A stable word for scripts: the service's own Code where there is one, else ours (`usage`, `not_found` …). */
  readonly code?: string | undefined;
  /** The service's request id, if its answer has one. */
  readonly requestId?: string | undefined;
  /**
   * Set when the service certainly did nothing (throttling): the pause that it requests, in milliseconds.
   * 0 if it requests none, Infinity if a pause does not help.
   */
  readonly retryAfterMs?: number | undefined;
  /** The input or job that the error concerns, as the user named it. */
  readonly input?: string | undefined;
  /** Kept for `--verbose`; never printed otherwise. */
  readonly cause?: unknown;
}

const defaultCodes: Record<ExitCode, string> = {
  0: 'ok',
  1: 'error',
  2: 'usage',
  3: 'not_found',
  4: 'auth',
  5: 'job_failed',
  6: 'some_failed',
  7: 'timeout',
  8: 'unavailable',
  9: 'exists',
  130: 'interrupted',
  143: 'terminated',
};

/** Other text may follow a message (`… (request id R)`), so it has no full stop, even if a service wrote one. */
const bare = (message: string): string => message.replace(/(?<=[^.])\.$/, '');

/**
 * A failure that a user sees: what failed (`message`: no secrets, no query strings),
 * what to do (`hint`) and the exit code of the process (`exitCode`).
 */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly input: string | null;

  constructor(exitCode: ExitCode, message: string, details: ErrorDetails = {}) {
    super(bare(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.exitCode = exitCode;
    this.code = details.code ?? defaultCodes[exitCode];
    this.hint = details.hint ?? null;
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.input = details.input ?? null;
  }

  /** The same error about one input: its message names the input first, unless it names it already. */
  about(input: string): CliError {
    const { message, hint, code, requestId, retryAfterMs, cause } = this;
    return new CliError(this.exitCode, message.includes(input) ? message : `${input}: ${message}`, {
      hint: hint ?? undefined,
      code,
      requestId: requestId ?? undefined,
      retryAfterMs: retryAfterMs ?? undefined,
      input,
      cause,
    });
  }

  /** The object of the contract: `{"error": …}` on stderr under `--json`. */
  toJSON(): {
    error: Record<'code' | 'message' | 'hint' | 'requestId' | 'input' | 'exitCode', unknown>;
  } {
    const { code, message, hint, requestId, input, exitCode } = this;
    return { error: { code, message, hint, requestId, input, exitCode } };
  }
}

/** Invalid input or flags: exit 2. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError(Exit.usage, message, { hint });
