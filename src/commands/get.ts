import { Command } from '@commander-js/extra-typings';
import type { CallOptions, Provider } from '../api/provider.js';
import type { App } from '../app.js';
import { CliError, Exit } from '../errors.js';
import type { Output } from '../formats/output.js';
import type { Job } from '../jobs/job.js';
import type { Host } from './host.js';
import { reportFailures, inOrder, readItems, FailureCount, type Outcome } from './inputs/items.js';
import { resultFileFlag, withResultFiles } from './inputs/result-files.js';
import { jobColumns, jobDetail, jobDocument } from './views/job.js';

/** Calls under way at once; as a person's script would with `xargs -P 8`. */
const concurrency = 8;

export default (host: Host) =>
  new Command('get')
    .description('Show jobs with their results, whatever their type.')
    .argument('<job...>', 'job ids; - reads them from stdin, one a line')
    .option('--segments', 'show every segment of a transcript')
    .option('--raw', 'add the answer as the service sent it')
    .option(...resultFileFlag)
    .addHelpText(
      'after',
      `
Examples:
  asrctl get 88c6ca184c0e47098a5b665e2a126797
  asrctl get "$id" --query transcript.segments[].text
  asrctl list --state failed --format id | asrctl get - --format csv`,
    )
    .action((jobs, options) => host.run((app) => get(app, jobs, options)));

interface Options {
  readonly segments?: true;
  readonly raw?: true;
  readonly resultFile?: true;
}

/** One document for one id, `{ jobs }` for several; what fails is reported and the rest still shown. */
export const get = async (
  app: App,
  given: readonly string[],
  options: Options,
): Promise<Output> => {
  const ids = await readItems(app, given);
  const provider = await app.provider();
  const failures = new FailureCount(app, ids.length, 'jobs');
  const raw = options.raw === true;
  const call = { signal: app.signal, raw };
  const plain = fetchJobs(provider, ids, call);
  const outcomes = options.resultFile === true ? withResultFiles(provider, plain, call) : plain;
  return {
    kind: 'records',
    view: 'detail',
    records: reportFailures(outcomes, failures),
    columns: jobColumns(app),
    id: (job: Job) => job.id,
    detail: (job: Job) => jobDetail(app, job, { segments: options.segments === true, raw }),
    document: (job: Job) => jobDocument(job, raw),
    envelope: (jobs) =>
      ids.length === 1
        ? jobs[0] === undefined
          ? undefined
          : { schemaVersion: 1, ...jobs[0] }
        : { schemaVersion: 1, jobs },
    failure: failures.failure,
  };
};

/** The error for an id that the service does not know. */
export const jobNotFound = (provider: Provider, id: string): CliError =>
  new CliError(Exit.notFound, `There is no job "${id}"`, {
    code: 'job_not_found',
    hint: `Check the id and the profile: a job is known only in its own region and to its own service (this one is ${provider.name}).`,
  });

/** Asks for each id, as many a call as the service allows, and yields the outcomes in the order asked. */
export async function* fetchJobs(
  provider: Provider,
  ids: readonly string[],
  call: CallOptions,
): AsyncGenerator<Outcome<string, Job>> {
  const batches: string[][] = [];
  for (let i = 0; i < ids.length; i += provider.idsPerGet)
    batches.push(ids.slice(i, i + provider.idsPerGet));
  for await (const outcome of inOrder(batches, concurrency, (batch) => provider.get(batch, call))) {
    for (const [i, item] of outcome.item.entries()) {
      if ('error' in outcome) {
        yield { item, error: outcome.error };
        continue;
      }
      const job = outcome.value[i] ?? null;
      yield job === null ? { item, error: jobNotFound(provider, item) } : { item, value: job };
    }
  }
}
