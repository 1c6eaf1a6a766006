import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import type { Output } from '../formats/output.js';
import type { Job } from '../jobs/job.js';
import type { Host } from './host.js';
import { readItems } from './inputs/items.js';
import { jobColumns, jobDetail, jobDocument } from './views/job.js';
import { withRestart } from '../waiting/restart-local.js';
import { fetchMany } from '../waiting/fetch-many.js';
import { startWait, verdict, watchJobs, type WaitOptions } from '../waiting/watch-jobs.js';

export default (host: Host) =>
  new Command('wait')
    .description('Wait until every job is done; prints a line for each as it finishes.')
    .argument('<job...>', 'job ids; - reads them from stdin, one a line')
    .option('--timeout <time>', 'give up after this long (exit 7): 90s, 15m, 2h; default: never')
    .option('--interval <time>', 'ask this often; default: often at first, then more rarely')
    .option('--any', 'stop when the first job is done')
    .addHelpText(
      'after',
      `
Exit codes: 0 all succeeded, 5 failed, 6 some of several failed, 7 timeout, 8 service unreachable

Examples:
  asrctl wait "$id" --timeout 1h
  asrctl submit *.wav | asrctl wait -`,
    )
    .action((jobs, options) => host.run((app) => wait(app, jobs, options)));

export const wait = async (
  app: App,
  given: readonly string[],
  options: WaitOptions,
): Promise<Output> => {
  const ids = [...new Set(await readItems(app, given))];
  const provider = await app.provider();
  const watch = startWait<Job>(app, ids, options, {
    fetch: (pending) =>
      withRestart(provider, pending, (some) => fetchMany(provider, some, { signal: app.signal })),
    failed: (job) => job.state !== 'succeeded',
    again: 'asrctl wait',
    show: 'asrctl get',
  });
  return {
    kind: 'records',
    view: 'lines',
    records: watchJobs(app, watch),
    columns: jobColumns(app),
    id: (job: Job) => job.id,
    line: (job: Job) => `${job.id} ${job.state}`,
    detail: (job: Job) => jobDetail(app, job, { segments: false, raw: false }),
    document: (job: Job) => jobDocument(job, false),
    envelope: (jobs) => ({ schemaVersion: 1, jobs }),
    failure: () => verdict(watch),
  };
};
