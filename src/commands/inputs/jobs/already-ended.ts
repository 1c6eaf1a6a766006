// The error for a cancel that comes too late.
import type { App } from '../../../app.js';
import { CliError, Exit } from '../../../errors.js';
import type { WatchedJob } from '../../../waiting/job-error.js';
import { hintCommand } from '../../views/hint-command.js';

/** Null for a job that can be cancelled or that is cancelled; exit 5 for a failed job, 2 for a succeeded one. */
export const alreadyEnded = (
  app: App,
  { id, state, error }: WatchedJob,
  group: readonly string[] = [],
): CliError | null => {
  if (state !== 'failed' && state !== 'succeeded') return null;
  const why = [error?.code, error?.message].filter(Boolean).join(': ');
  const failed = state === 'failed';
  const message = `Nothing to cancel: job ${id} has already ${state}`;
  return new CliError(
    failed ? Exit.jobFailed : Exit.usage,
    failed && why !== '' ? `${message}: ${why}` : message,
    { code: 'already_ended', hint: `Show the job: ${hintCommand(app, ...group, 'get', id)}` },
  );
};
