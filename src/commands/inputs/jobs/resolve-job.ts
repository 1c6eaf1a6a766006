// Names of jobs that are not full ids: `@last`, and the beginning of an id.
import type { App } from '../../../app.js';
import { CliError, Exit, usageError } from '../../../errors.js';
import type { Job } from '../../../jobs/job.js';
import type { KnownJob } from '../../../journal/jobs/job-records.js';
import { once } from '../../../once.js';
import { hintCommand } from '../../views/hint-command.js';
import { shownTitle } from '../../views/job-name.js';
import type { JobNaming } from './job-naming.js';
import { nameOfKnown } from './job-name.js';
import { ofAnotherProfile, ofOtherKind } from './job-scope.js';
import { knownJournal } from './known-journal.js';

/** Both services return at most 100 jobs a page. */
const pageSize = 100;
/** A text of this length may be a full id of a form that we do not know: the service decides. */
const longBeginning = 20;
const mostCandidates = 8;

interface Candidate {
  readonly id: string;
  readonly name: string;
}

const ambiguous = (name: string, found: readonly Candidate[]): CliError => {
  const shown = found.slice(0, mostCandidates).map((one) => `  ${one.id}  ${one.name}`.trimEnd());
  const left = found.length - shown.length;
  const more = left > 0 ? [`  … ${left} more`] : [];
  return new CliError(Exit.usage, `"${name}" is the beginning of ${found.length} ids`, {
    code: 'ambiguous_id',
    hint: ['Give more of the id:', ...shown, ...more].join('\n'),
  });
};

const listHint = (app: App, { kind }: JobNaming): string =>
  kind === 'production'
    ? `See those of this machine: ${hintCommand(app, 'production', 'list')}`
    : `List the jobs: ${hintCommand(app, 'list')}`;

const notFound = (app: App, naming: JobNaming, message: string): CliError =>
  new CliError(Exit.notFound, message, { code: 'job_not_found', hint: listHint(app, naming) });

const lastJob = async (app: App, naming: JobNaming, back: number): Promise<string> => {
  const { kind } = naming;
  const { scope } = await app.provider();
  const journal = await knownJournal(app);
  const known = (await journal?.jobs.recent({ scope, kind, limit: back + 1 })) ?? [];
  const job = known[back];
  if (job !== undefined) return job.id;
  const count = known.length;
  if (count > 0)
    throw notFound(
      app,
      naming,
      `@last~${back} is not known: ${count} job${count === 1 ? ' was' : 's were'} submitted from this machine`,
    );
  const [other] = (await journal?.jobs.recent({ scope: null, kind, limit: 1 })) ?? [];
  if (other !== undefined) throw ofAnotherProfile(app, other, naming.command);
  throw notFound(app, naming, 'No job was submitted from this machine');
};

/** What the beginning of an id names in the journal: one job, or what else was found. */
const inJournal = async (app: App, name: string, { kind }: JobNaming) => {
  const { scope } = await app.provider();
  const known = (await (await knownJournal(app))?.jobs.byPrefix(name, null)) ?? [];
  const here = known.filter((job) => job.scope === scope);
  const fits = ({ kind: own }: KnownJob): boolean => kind === null || own === kind;
  return {
    found: here.filter(fits),
    otherKind: here.find((job) => !fits(job)),
    elsewhere: known.find((job) => job.scope !== scope && fits(job)),
  };
};

const byBeginning = async (
  app: App,
  naming: JobNaming,
  name: string,
  page: () => Promise<readonly Job[]>,
): Promise<string> => {
  const { found, otherKind, elsewhere } = await inJournal(app, name, naming);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  if (found.length > 1)
    throw ambiguous(
      name,
      found.map((job) => ({ id: job.id, name: nameOfKnown(job) })),
    );
  const jobs = naming.kind === 'production' ? [] : await page();
  const listed = jobs.filter(({ id }) => id.toLowerCase().startsWith(name.toLowerCase()));
  const exact = listed.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  const [first] = exact === undefined ? listed : [exact];
  if (first !== undefined && (exact !== undefined || listed.length === 1)) return first.id;
  if (listed.length > 1)
    throw ambiguous(
      name,
      listed.map((job) => ({ id: job.id, name: shownTitle(job.title, job.input) })),
    );
  if (otherKind !== undefined) throw ofOtherKind(app, otherKind);
  if (elsewhere !== undefined) throw ofAnotherProfile(app, elsewhere, naming.command);
  if (name.length >= longBeginning) return name;
  throw notFound(app, naming, `No job has an id that begins with "${name}"`);
};

/** Finds the id of a job by a name that is no full id; the list of the service is asked for once, if at all. */
export const resolver = (app: App, naming: JobNaming): ((name: string) => Promise<string>) => {
  const page = once(async () => {
    const call = { signal: app.signal };
    return (await (await app.provider()).list({ order: 'desc', pageSize }, call)).jobs;
  });
  return async (name) => {
    const back = /^@last(?:~(\d{1,3}))?$/i.exec(name);
    if (back !== null) return lastJob(app, naming, Number(back[1] ?? 0));
    if (name.startsWith('@'))
      throw usageError(`"${name}" names no job`, 'Use @last, @last~1, @last~2 …, or an id.');
    // A word of another shape is no beginning of an id: the service decides.
    return /^[0-9a-z][0-9a-f]{3,}$/i.test(name) ? byBeginning(app, naming, name, page) : name;
  };
};
