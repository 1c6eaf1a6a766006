// A job chosen from the recent ones, where a command line on a terminal names none.
import type { App } from '../../../app.js';
import { CliError, Exit, usageError } from '../../../errors.js';
import type { JobState } from '../../../jobs/job.js';
import { hintCommand } from '../../views/hint-command.js';
import { shownTitle } from '../../views/job-name.js';
import { showAge } from '../../views/times.js';
import type { JobNaming } from './job-naming.js';
import { nameOfKnown } from './job-name.js';
import { knownJournal } from './known-journal.js';

/** Enough for a day of work; one page of every service. */
const mostJobs = 50;

interface Recent {
  readonly id: string;
  readonly name: string;
  /** Null where it would cost a call for each job. */
  readonly state: JobState | null;
  readonly createdMs: number | null;
}

/** The API lists no production jobs: those of the journal. */
const recentProductions = async (app: App): Promise<Recent[]> => {
  const { scope } = await app.provider();
  const journal = await knownJournal(app);
  const find = { scope, kind: 'production', limit: mostJobs } as const;
  return ((await journal?.jobs.recent(find)) ?? []).map((job) => ({
    id: job.id,
    name: nameOfKnown(job),
    state: null,
    createdMs: job.usedMs,
  }));
};

const recentJobs = async (app: App): Promise<Recent[]> => {
  const provider = await app.provider();
  const call = { signal: app.signal };
  const { jobs } = await provider.list({ order: 'desc', pageSize: mostJobs }, call);
  const journal = await knownJournal(app);
  const sources = await journal?.sources.of(jobs.map(({ id }) => id));
  return jobs.map((job) => ({
    id: job.id,
    name: shownTitle(job.title, sources?.get(job.id) ?? job.input),
    state: job.state,
    createdMs: job.createdAt === null ? null : Date.parse(job.createdAt),
  }));
};

const candidates = async (app: App, { kind, only }: JobNaming): Promise<Recent[]> => {
  const all = [
    ...(kind === 'production' ? [] : await recentJobs(app)),
    ...(kind === 'job' ? [] : await recentProductions(app)),
  ];
  const fits = ({ state }: Recent): boolean =>
    only === undefined || state === null || only.states.includes(state);
  return all.filter(fits).toSorted((a, b) => (b.createdMs ?? 0) - (a.createdMs ?? 0));
};

/** As for every other operand (src/help/usage-errors.ts). */
const missing = ({ command, operand = 'job...' }: JobNaming): CliError =>
  usageError(`${command.join(' ')} needs <${operand}>`, `See asrctl ${command.join(' ')} --help.`);

const none = (app: App, { kind, only }: JobNaming): CliError => {
  const what = kind === 'production' ? 'production jobs' : 'jobs';
  const which = only === undefined ? what : `${only.word} ${what}`;
  return new CliError(Exit.notFound, `There are no ${which} to choose from`, {
    code: 'job_not_found',
    hint:
      kind === 'production'
        ? 'Name a job by its id.'
        : `List the jobs: ${hintCommand(app, 'list')}`,
  });
};

const cellsOf = (app: App, { id, name, state, createdMs }: Recent): readonly string[] => [
  name === '' ? id : name,
  state ?? '',
  createdMs === null ? '' : showAge(new Date(createdMs).toISOString(), app.clock.now()),
  id.slice(0, 8),
];

/** The job that the user chose. Throws exit 2 without a terminal, 3 if there are none, 130 for Esc and Ctrl-C. */
export const pickJob = async (app: App, naming: JobNaming): Promise<{ readonly id: string }> => {
  if (!app.io.canPrompt) throw missing(naming);
  const jobs = await candidates(app, naming);
  if (jobs.length === 0) throw none(app, naming);
  const rows = jobs.map((job) => ({ cells: cellsOf(app, job), text: job.id }));
  const at = await app.io.pick(`Job to ${naming.command.join(' ')}`, rows);
  const job = at === null ? undefined : jobs[at];
  if (job === undefined) throw new CliError(Exit.interrupted, 'Interrupted');
  return job;
};
