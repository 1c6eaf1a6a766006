import { Command } from '@commander-js/extra-typings';
import type { Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import type { Job } from '../../jobs/job.js';
import { jobNotFound } from '../../waiting/fetch-jobs.js';
import type { Host } from '../host.js';
import { alreadyEnded } from '../inputs/jobs/already-ended.js';
import { jobOperand, readJobIds } from '../inputs/jobs/job-ids.js';
import { unfinished, type JobNaming } from '../inputs/jobs/job-naming.js';
import { knownJournal } from '../inputs/jobs/known-journal.js';
import { allowEmptyFlag, nullFlag, type ListFlags } from '../inputs/stdin-list.js';
import { cancelProduction } from '../production/cancel-production.js';
import { cancelledOutput } from '../views/cancelled.js';
import { hintCommand } from '../views/hint-command.js';

export default (host: Host) =>
  new Command('cancel')
    .description('Cancel jobs and print the ids of the cancelled ones.')
    .argument('[job...]', jobOperand)
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .addHelpText(
      'after',
      `
Tencent Cloud CI cancels jobs that have not ended. Alibaba Cloud IMS cancels production jobs; it has no
operation that cancels a transcription job.

Examples:
  asrctl cancel @last
  asrctl list --state queued --format id | asrctl cancel -`,
    )
    .action((jobs, options) => host.run((app) => cancel(app, jobs, options)));

const naming: JobNaming = { command: ['cancel'], kind: null, only: unfinished };

const isProduction = async (app: App, id: string): Promise<boolean> => {
  const journal = await knownJournal(app);
  const known = (await journal?.jobs.byPrefix(id, 'production')) ?? [];
  return known.some((job) => job.id === id);
};

const cannotCancel = (app: App, job: Job): CliError => {
  const service = app.providers.find(({ name }) => name === job.provider)?.title ?? job.provider;
  return (
    alreadyEnded(app, job) ??
    new CliError(Exit.usage, `${service} cannot cancel a transcription job: ${job.id} continues`, {
      code: 'cannot_cancel',
      hint: `Wait for it: ${hintCommand(app, 'wait', job.id)}`,
    })
  );
};

const cancelOne = async (app: App, provider: Provider, id: string): Promise<string> => {
  const call = { signal: app.signal };
  const { production } = provider;
  if (production !== undefined && (await isProduction(app, id)))
    return cancelProduction(app, production, id);
  const [job] = await provider.get([id], call);
  if (job == null) {
    const other = await production?.get(id, call);
    if (other == null || production === undefined) throw jobNotFound(provider, id);
    return cancelProduction(app, production, id);
  }
  if (provider.cancel === undefined) throw cannotCancel(app, job);
  const before = alreadyEnded(app, job);
  if (before !== null) throw before;
  await provider.cancel(id, call);
  // It may have ended before the cancel arrived.
  const [after] = await provider.get([id], call);
  const late = after == null ? null : alreadyEnded(app, after);
  if (late !== null) throw late;
  return id;
};

const cancel = async (app: App, given: readonly string[], options: ListFlags): Promise<Output> => {
  const ids = await readJobIds(app, given, options, naming);
  const provider = await app.provider();
  return cancelledOutput(app, ids, (id) => cancelOne(app, provider, id));
};
