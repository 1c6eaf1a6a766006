import { Command } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import { emptyJob, type Job } from '../../jobs/job.js';
import { jobSource } from '../../waiting/watch-jobs.js';
import type { Host } from '../host.js';
import { jobOperand, readJobIds } from '../inputs/jobs/job-ids.js';
import { unfinished, type JobNaming } from '../inputs/jobs/job-naming.js';
import { allowEmptyFlag, nullFlag, type ListFlags } from '../inputs/stdin-list.js';
import { addWaitFlags, readWaitFlags, type WaitFlags } from './wait-flags.js';
import { jobDocuments } from '../views/job-documents.js';
import { shownTitle } from '../views/job-name.js';
import { jobColumns, jobDetail, jobDocument } from '../views/job.js';
import { waitOutput } from './wait-output.js';

export default (host: Host) =>
  addWaitFlags(
    new Command('wait')
      .description('Wait until every job is finished; prints a line for each as it finishes.')
      .argument('[job...]', jobOperand),
  )
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .addHelpText(
      'after',
      `
--exec runs its program for one job after the other, succeeded or failed, with the job document on stdin.
No shell reads the command: use a JSON array for an argument with spaces, '["notify", "two words"]'. What it
prints goes to stderr. A program that fails counts as a failure of its job (exit 1, or 6 for some of several).

Exit codes: 0 all succeeded, 5 failed, 6 some of several failed, 7 timeout, 8 service unreachable

Examples:
  asrctl wait "$id" --timeout 1h
  asrctl submit *.wav | asrctl wait -
  asrctl wait - --exec ./notify < ids.txt`,
    )
    .action((jobs, options) => host.run((app) => wait(app, jobs, options)));

const naming: JobNaming = { command: ['wait'], kind: 'job', only: unfinished };

const wait = async (
  app: App,
  given: readonly string[],
  options: WaitFlags & ListFlags,
): Promise<Output> => {
  const settings = readWaitFlags(options);
  const ids = [...new Set(await readJobIds(app, given, options, naming))];
  const provider = await app.provider();
  const kind = {
    source: jobSource(provider, app.signal),
    row: ({ title, input, id, createdAt }: Job) => ({
      name: shownTitle(title, input) || id,
      ...(createdAt === null ? {} : { sinceMs: Date.parse(createdAt) }),
    }),
    progress: provider.progress,
    failed: (job: Job) => job.state !== 'succeeded',
    unseen: (id: string) => emptyJob(id, provider.name),
    group: [],
    columns: jobColumns(app),
    detail: (job: Job) => jobDetail(app, job, { segments: false, raw: false }),
    document: (job: Job) => jobDocument(job, false),
    documents: jobDocuments(app, false),
  };
  return waitOutput(app, ids, kind, settings);
};
