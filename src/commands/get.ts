import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import type { Output } from '../formats/output.js';
import { pagerFor } from '../formats/pager-choice.js';
import type { Job } from '../jobs/job.js';
import { fetchJobs } from '../waiting/fetch-jobs.js';
import type { Host } from './host.js';
import { reportFailures, FailureCount } from './inputs/items.js';
import { jobOperand, readJobIds } from './inputs/jobs/job-ids.js';
import { resultFileFlag, withResultFiles } from './inputs/result-files.js';
import { allowEmptyFlag, nullFlag, type ListFlags } from './inputs/stdin-list.js';
import { columnsFlag, pickColumns } from './views/columns.js';
import { jobDocuments } from './views/job-documents.js';
import { jobColumns, jobDetail, jobDocument } from './views/job.js';

export default (host: Host) =>
  new Command('get')
    .description('Show jobs of any type with their results.')
    .argument('[job...]', jobOperand)
    .option('--segments', 'show every segment of a transcript')
    .option('--no-pager', 'print to the terminal directly, not through $PAGER')
    .option('--raw', 'add the answer exactly as the service sent it')
    .option(...resultFileFlag)
    .option(...columnsFlag)
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .addHelpText(
      'after',
      `
Examples:
  asrctl get 88c6ca184c0e47098a5b665e2a126797
  asrctl get "$id" --query jobs[].transcript.segments[].text
  asrctl list --state failed --format id | asrctl get - --format csv`,
    )
    .action((jobs, options) => host.run((app) => get(app, jobs, options)));

interface Options extends ListFlags {
  readonly segments?: true;
  readonly pager: boolean;
  readonly raw?: true;
  readonly resultFile?: true;
  readonly columns?: readonly string[];
}

/** Failures are reported and the other jobs shown. */
const get = async (app: App, given: readonly string[], options: Options): Promise<Output> => {
  const columns = pickColumns(jobColumns(app), options.columns);
  const ids = await readJobIds(app, given, options, { command: ['get'], kind: 'job' });
  const provider = await app.provider();
  const failures = new FailureCount(app, ids.length, 'jobs');
  const raw = options.raw === true;
  const call = { signal: app.signal, raw };
  const plain = fetchJobs(provider, ids, call);
  const outcomes = options.resultFile === true ? withResultFiles(provider, plain, call) : plain;
  const pager = options.pager ? pagerFor(app) : null;
  const segments = options.segments === true || pager !== null;
  return {
    kind: 'records',
    view: 'detail',
    pager,
    records: reportFailures(outcomes, failures, (id) => id),
    columns,
    id: (job: Job) => job.id,
    detail: (job: Job) => jobDetail(app, job, { segments, raw }),
    document: (job: Job) => jobDocument(job, raw),
    documents: jobDocuments(app, raw),
    envelope: (jobs) => ({ schemaVersion: 2, jobs }),
    failure: failures.failure,
  };
};
