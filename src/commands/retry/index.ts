import { isAbsolute } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import type { Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { isTerminal, type Job } from '../../jobs/job.js';
import type { KeptRequest } from '../../journal/jobs/job-records.js';
import { submitPrepared } from '../../submitting/submit-prepared.js';
import { jobNotFound } from '../../waiting/fetch-jobs.js';
import { inOrder } from '../../waiting/in-order.js';
import type { Host } from '../host.js';
import { FailureCount, reportFailures } from '../inputs/items.js';
import { jobOperand, readJobIds } from '../inputs/jobs/job-ids.js';
import type { JobNaming } from '../inputs/jobs/job-naming.js';
import { ofOtherKind } from '../inputs/jobs/job-scope.js';
import { resolveMedia } from '../inputs/media.js';
import { allowEmptyFlag, nullFlag, type ListFlags } from '../inputs/stdin-list.js';
import { hintCommand } from '../views/hint-command.js';
import { submittedOutput, type SubmitRow } from '../views/requests.js';
import { submitEventText, submitResultText } from '../views/submit-events.js';

export default (host: Host) =>
  new Command('retry')
    .description('Submit failed jobs again with the same parameters, and print the new job ids.')
    .argument('[job...]', jobOperand)
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .addHelpText(
      'after',
      `
The parameters are those of the submit journal: only jobs that were submitted from this machine can be
submitted again. A job that was submitted again before is not submitted twice.

Examples:
  asrctl retry @last
  asrctl list --state failed --format id | asrctl retry -`,
    )
    .action((jobs, options) => host.run((app) => retry(app, jobs, options)));

const naming: JobNaming = {
  command: ['retry'],
  kind: 'job',
  only: { states: ['failed', 'cancelled'], word: 'failed' },
};

/** Submits under way at once, as `submit`. */
const concurrency = 4;

/** Throws exit 3 for a job whose parameters the journal does not have. */
const keptRequest = async (app: App, id: string): Promise<KeptRequest> => {
  const { jobs } = await app.journal();
  const request = await jobs.request(id);
  if (request !== null) return request;
  const known = (await jobs.byPrefix(id, null)).find((job) => job.id === id);
  if (known?.kind === 'production') throw ofOtherKind(app, known);
  const why =
    known === undefined
      ? 'it was not submitted from this machine'
      : 'the journal does not keep signed addresses, nor requests of older versions';
  throw new CliError(Exit.notFound, `The parameters of job ${id} are not known: ${why}`, {
    code: 'no_request',
    hint:
      known?.source == null
        ? `Show the job, and submit its media: ${hintCommand(app, 'get', id)}`
        : `Submit it again: ${hintCommand(app, 'submit', '--again', known.source)}`,
  });
};

/** Throws exit 7 for a job that has not ended, 2 for one that has succeeded. */
const checkFailed = (app: App, { id, state }: Job, source: string): void => {
  if (state === 'failed' || state === 'cancelled') return;
  if (!isTerminal(state))
    throw new CliError(Exit.timeout, `Job ${id} is ${state}: only a failed job is retried`, {
      code: 'not_finished',
      hint: `Wait for it: ${hintCommand(app, 'wait', id)}`,
    });
  throw usageError(
    `Job ${id} has succeeded: only a failed job is retried`,
    `Submit its media again: ${hintCommand(app, 'submit', '--again', source)}`,
  );
};

const retryOne = async (app: App, provider: Provider, id: string): Promise<SubmitRow> => {
  const request = await keptRequest(app, id);
  const journal = await app.journal();
  const source = (await journal.sources.of([id])).get(id) ?? request.media;
  const [job] = await provider.get([id], { signal: app.signal });
  if (job == null) throw jobNotFound(provider, id);
  checkFailed(app, job, source);
  if (isAbsolute(request.media)) resolveMedia(app, request.media);
  // The failed job is closed in the journal and never the answer; a job that a later submit made of it is.
  const once = { again: false, reuse: true, mostFailures: Infinity, source };
  const say = (text: string): void => app.tools.notice(`${source}: ${text}`);
  const result = await submitPrepared(app, provider, request, once, (event) =>
    say(submitEventText(event)),
  );
  const text = submitResultText(result, '');
  if (text !== null) say(text);
  return { source, input: request.input, ...result, error: null };
};

/** Failures are reported and the other jobs submitted. */
const retry = async (app: App, given: readonly string[], options: ListFlags): Promise<Output> => {
  const ids = await readJobIds(app, given, options, naming);
  const provider = await app.provider();
  const failures = new FailureCount(app, ids.length, 'retries');
  const outcomes = inOrder(ids, concurrency, (id) => retryOne(app, provider, id));
  return submittedOutput(
    reportFailures(outcomes, failures, (id) => id),
    failures.failure,
  );
};
