// The one error class and the one exit table. Everything that can go wrong for a user ends here.

/** Exit codes scripts may rely on; the contract's table. */
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
  /** The service's request id, when it answered with one. */
  readonly requestId?: string | undefined;
  /**
   * Set when the service surely did nothing: how long it asks to wait before it may (throttling), in
   * milliseconds, 0 where it did not say; Infinity where waiting will not help.
   */
  readonly retryAfterMs?: number | undefined;
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

/** Messages are clauses that others are put behind (`… (request id R)`): no full stop, whoever wrote them. */
const bare = (message: string): string => message.replace(/(?<=[^.])\.$/, '');

/**
 * A failure a user sees: what failed (`message`, no secrets, no query strings),
 * what to do (`hint`) and how the process ends (`exitCode`).
 */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(exitCode: ExitCode, message: string, details: ErrorDetails = {}) {
    super(bare(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.exitCode = exitCode;
    this.code = details.code ?? defaultCodes[exitCode];
    this.hint = details.hint ?? null;
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }

  /** The object of the contract: `{"error": …}` on stderr under `--json`. */
  toJSON(): { error: Record<'code' | 'message' | 'hint' | 'requestId' | 'exitCode', unknown> } {
    const { code, message, hint, requestId, exitCode } = this;
    return { error: { code, message, hint, requestId, exitCode } };
  }
}

/** Invalid input or flags: exit 2. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError(Exit.usage, message, { hint });

/** What to do about faults of the machine, by the system's or SQLite's own code. */
const remedies: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'Free some space, or write to another disk.'],
  ['EDQUOT', 'Free some space, or write to another disk.'],
  ['SQLITE_FULL', 'Free some space; ASRCTL_HOME moves the files of asrctl to another disk.'],
  ['EACCES', 'Check its permissions; ASRCTL_HOME moves the files of asrctl.'],
  ['EPERM', 'Check its permissions; ASRCTL_HOME moves the files of asrctl.'],
  ['EROFS', 'Write elsewhere; ASRCTL_HOME moves the files of asrctl.'],
  ['SQLITE_READONLY', 'Check its permissions; ASRCTL_HOME moves the files of asrctl.'],
  // What Node's recursive mkdir says of a read-only disk, too.
  [
    'ENOENT',
    'Check the path and that its disk may be written; ASRCTL_HOME moves the files of asrctl.',
  ],
  ['ENOTDIR', 'Check the path; ASRCTL_HOME moves the files of asrctl.'],
  ['EISDIR', 'Name a file; this is a folder.'],
  ['ENAMETOOLONG', 'Use a shorter name.'],
  ['EMFILE', 'Raise the limit of open files (`ulimit -n`), or give fewer items at once.'],
  ['EIO', 'Check the disk.'],
  ['SQLITE_IOERR', 'Check the disk and the space on it.'],
  [
    'SQLITE_BUSY',
    'Another asrctl keeps it: look for one that is suspended (`jobs`), then run the same command again.',
  ],
  ['SQLITE_CORRUPT', 'Move the file away: asrctl makes a new one, without what this one knew.'],
  ['SQLITE_NOTADB', 'Move the file away: asrctl makes a new one, without what this one knew.'],
]);

/** A full disk, a missing right and the like are nobody's bug. Null for every other error. */
export const systemFault = (error: unknown): CliError | null => {
  if (!(error instanceof Error)) return null;
  const { code } = error as NodeJS.ErrnoException;
  const hint = remedies.get(code ?? '');
  if (code === undefined || hint === undefined) return null;
  // `ENOSPC: no space left on device, write`: the code goes where codes go.
  const text = error.message.startsWith(`${code}: `)
    ? error.message.slice(code.length + 2)
    : error.message;
  const message = text.charAt(0).toUpperCase() + text.slice(1);
  const exit = code === 'EACCES' || code === 'EPERM' ? Exit.auth : Exit.error;
  return new CliError(exit, message, { hint, code, cause: error });
};
