// How a job that did not succeed is reported, in every command.
import { CliError, Exit } from '../errors.js';
import type { JobError, JobState } from '../jobs/job.js';

/** The fields that every kind of job has. */
export interface WatchedJob {
  readonly id: string;
  readonly state: JobState;
  readonly error: JobError | null;
}

const endings: Partial<Record<JobState, string>> = {
  cancelled: 'was cancelled',
  succeeded: 'wrote nothing',
};

/** @param show the command that shows the job: `asrctl get ID` */
export const jobError = (job: WatchedJob, show: string): CliError => {
  const why = [job.error?.code, job.error?.message].filter(Boolean).join(': ');
  const what = endings[job.state] ?? 'failed';
  return new CliError(Exit.jobFailed, `Job ${job.id} ${what}${why === '' ? '' : `: ${why}`}`, {
    code: job.error?.code ?? undefined,
    hint: `For details: ${show}`,
  });
};

/** Faults of the credentials, by the codes of both clouds and ours for missing credentials. */
const identityCodes =
  /AccessKeyId|SignatureDoesNotMatch|SecurityToken|InvalidSecurity|InvalidToken|ExpiredToken|TimeTooSkewed|TimeStamp|^auth$/i;

/** Whether an error concerns every item: the service refuses the credentials, not one recording or job. */
export const concernsAll = ({ exitCode, code }: CliError): boolean =>
  exitCode === Exit.auth && identityCodes.test(code);
