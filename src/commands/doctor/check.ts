// One check of `doctor`: how it runs and what it returns.
import { CliError } from '../../errors.js';

export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  readonly fix: string | null;
}

/** The result of a check, and a value for the checks after it. */
export interface Found<T> {
  readonly message: string;
  readonly value: T;
  readonly warning?: string;
}

/** The errors so far: the first one decides the exit code. */
export interface Report {
  readonly errors: CliError[];
}

/** A check that could not run. */
export const skipped = (name: string, because: string): Check => ({
  name,
  status: 'skipped',
  message: `because ${because}`,
  fix: null,
});

/** Something that works and should not stay as it is. */
export const warned = (name: string, message: string, fix: string): Check => ({
  name,
  status: 'warning',
  message,
  fix,
});

/** Runs one check; an error that it throws is its result. */
export const look = async <T>(
  report: Report,
  name: string,
  work: () => Promise<Found<T>>,
): Promise<{ readonly check: Check; readonly value: T | null }> => {
  try {
    const { message, value, warning } = await work();
    const status = warning === undefined ? 'ok' : 'warning';
    return { check: { name, status, message, fix: warning ?? null }, value };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    report.errors.push(error);
    const message = error.code === 'not_configured' ? 'not configured' : error.message;
    const check = { name, status: 'failed', message, fix: error.hint } as const;
    return { check, value: null };
  }
};
