// Whose job it is: a job can be asked for only with the profile that it belongs to.
import type { App } from '../../../app.js';
import { CliError, Exit } from '../../../errors.js';
import type { JobKind, KnownJob } from '../../../journal/jobs/job-records.js';
import { hintCommand } from '../../views/hint-command.js';
import { knownJournal } from './known-journal.js';

interface Place {
  readonly profile: string;
  readonly region: string | null;
  readonly endpoint: string | null;
}

/** The parts of a scope (`scopeOf` in api/find-by-token.ts): service, profile, region, endpoint, bucket. */
const placeOf = ({ scope }: KnownJob): Place => {
  const [, profile = '', ...rest] = scope.split(' ');
  const isAddress = (part: string): boolean => /^https?:/.test(part);
  const [first] = rest;
  return {
    profile,
    region: first === undefined || isAddress(first) ? null : first,
    endpoint: rest.find(isAddress) ?? null,
  };
};

const groupOf = (kind: JobKind): readonly string[] => (kind === 'production' ? ['production'] : []);

/** The error for a job that another profile has submitted. `command` is what to run with that profile. */
export const ofAnotherProfile = (app: App, job: KnownJob, command: readonly string[]): CliError => {
  const { profile, region, endpoint } = placeOf(job);
  const where = [`profile ${profile}`, ...(region === null ? [] : [`region ${region}`])];
  const flags = { ...app.flags, profile, region, endpoint };
  return new CliError(Exit.notFound, `Job ${job.id} belongs to ${where.join(', ')}`, {
    code: 'other_profile',
    hint: `Run: ${hintCommand({ flags }, ...command, job.id)}`,
  });
};

/** The error for a job of the other kind. */
export const ofOtherKind = (app: App, job: KnownJob): CliError => {
  const what = job.kind === 'production' ? 'a production job' : 'a transcription job';
  return new CliError(Exit.notFound, `Job ${job.id} is ${what}`, {
    code: 'other_kind',
    hint: `Run: ${hintCommand(app, ...groupOf(job.kind), 'get', job.id)}`,
  });
};

/** The error for an id that the service does not know: with its owner, where the journal knows it. */
export const explainMissing = async (app: App, error: CliError, id: string): Promise<CliError> => {
  if (error.code !== 'job_not_found') return error;
  const journal = await knownJournal(app);
  const known = await journal?.jobs.byPrefix(id, null);
  const job = known?.find((one) => one.id === id.toLowerCase());
  if (job === undefined) return error;
  const { scope } = await app.provider();
  if (job.scope !== scope) return ofAnotherProfile(app, job, [...groupOf(job.kind), 'get']);
  return /production/.test(error.message) === (job.kind === 'production')
    ? error
    : ofOtherKind(app, job);
};
