// What an error of a submit says about its outcome.
import { CliError, Exit } from '../errors.js';
import { systemFault } from '../system-faults.js';

/** The service was not reached, turned us away, or its answer was lost. */
export const isUnavailable = (error: unknown): error is CliError =>
  error instanceof CliError && error.exitCode === Exit.unavailable;

/** The answer was lost, and a job may exist. A service that turned us away for now made none. */
export const isUncertain = (error: unknown): error is CliError =>
  isUnavailable(error) && error.retryAfterMs === null;

/** The service refused: neither an open outcome nor an interrupt of the user. */
export const isRefusal = (error: unknown): error is CliError =>
  error instanceof CliError &&
  error.exitCode !== Exit.unavailable &&
  error.exitCode !== Exit.interrupted &&
  error.exitCode !== Exit.terminated;

/** This process was suspended for so long that another one took over: the other's outcome counts. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

const withHint = (error: CliError, hint: string): CliError =>
  new CliError(error.exitCode, error.message, {
    code: error.code,
    requestId: error.requestId ?? undefined,
    cause: error.cause,
    hint,
  });

/** The error of a submit after which a job may exist. */
export const uncertain = (error: CliError): CliError =>
  withHint(
    error,
    'It is not known whether a job was created. Run the same command again: it asks the service first and never submits twice.',
  );

/** A fault of this machine after something was sent. Every other error comes back as it is. */
export const uncertainHere = (error: unknown): unknown => {
  const fault = systemFault(error);
  if (fault === null) return error;
  return withHint(
    fault,
    `${fault.hint} A job may exist: when that is done, run the same command again. It asks the service first and never submits twice.`,
  );
};

/** The service made a job, and this machine could not write that down. */
export const unrecorded = (id: string, error: unknown): unknown => {
  const fault = error instanceof CliError ? error : systemFault(error);
  if (fault === null) return error;
  return new CliError(
    fault.exitCode,
    `Job ${id} was submitted, but the journal could not record it: ${fault.message}`,
    {
      code: fault.code,
      cause: error,
      hint: `${fault.hint} Then run the same command again: it finds this job by its token and does not submit again.`,
    },
  );
};

/** Every job of the same content and parameters failed, as often as --max-attempts allows. `show` is the command that shows the last one. */
export const exhausted = (lastId: string, show: string): CliError =>
  new CliError(
    Exit.jobFailed,
    `Not submitted: earlier jobs of it failed, the last one is ${lastId}`,
    {
      code: 'max_attempts',
      hint: `See why with \`${show}\`. --retry-failed submits it again; --max-attempts sets the limit.`,
    },
  );
