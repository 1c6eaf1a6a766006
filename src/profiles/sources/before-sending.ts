// Faults before anything is sent: the local service does not start, a credential program does not answer.
import { CliError, Exit } from '../../errors.js';

/**
 * Does the work. An exit 8 of it says that the service certainly did nothing, and, unless the work knows a pause that
 * may help, that waiting does not help.
 */
export const beforeSending = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== Exit.unavailable) throw error;
    const { message, code, hint, cause } = error;
    throw new CliError(Exit.unavailable, message, {
      code,
      hint: hint ?? undefined,
      cause,
      retryAfterMs: error.retryAfterMs ?? Number.POSITIVE_INFINITY,
    });
  }
};
