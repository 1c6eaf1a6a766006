// The queues that a submit can name.
import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import { usageError } from '../errors.js';
import type { Cell, Column, Output } from '../formats/output.js';
import type { Queue } from '../jobs/queue.js';
import type { Host } from './host.js';
import { textColumn as text, timeColumn } from './views/columns.js';

export default (host: Host) =>
  new Command('queue')
    .description('Show the queues that jobs run in (Tencent Cloud CI).')
    .addCommand(
      new Command('list')
        .description('List the queues of the profile’s bucket.')
        .addHelpText(
          'after',
          `
Examples:
  asrctl queue list
  asrctl submit --queue "$(asrctl queue list --format id | head -1)" cos://talks-1250000000/a.mp3`,
        )
        .action(() => host.run(queueList)),
    );

const stateCell = ({ state, providerState }: Queue): Cell => {
  const tone = state === 'active' ? 'good' : 'bad';
  return state === 'unknown' ? { text: providerState ?? 'unknown' } : { text: state, tone };
};

const columns = (app: App): Column<Queue>[] => [
  text('id', (queue: Queue) => queue.id),
  text('name', (queue: Queue) => queue.name, { shrink: 1 }),
  text('state', (queue: Queue) => queue.state, { cell: stateCell }),
  text('maxRunning', (queue: Queue) => queue.maxRunning, { label: 'MAX RUNNING' }),
  text('maxWaiting', (queue: Queue) => queue.maxWaiting, { label: 'MAX WAITING' }),
  text('bucket', (queue: Queue) => queue.bucket, { hidden: true }),
  timeColumn(app, 'createdAt', (queue: Queue) => queue.createdAt),
  timeColumn(app, 'updatedAt', (queue: Queue) => queue.updatedAt),
];

/** All queues as records. Throws exit 2 when the profile's service has no queues. */
export const queueList = async (app: App): Promise<Output> => {
  const provider = await app.provider();
  if (provider.queues === undefined) {
    throw usageError(
      'The service of this profile has no queues',
      'Choose a profile of Tencent Cloud CI with --profile. See the names with: asrctl profile list',
    );
  }
  const queues = await provider.queues({ signal: app.signal });
  const paused = queues.filter(({ state }) => state === 'paused');
  for (const { id } of paused) {
    app.tools.notice(`Queue ${id} is paused: jobs in it wait until someone resumes it.`);
  }
  return {
    kind: 'records',
    view: 'table',
    records: queues,
    columns: columns(app),
    id: (queue: Queue) => queue.id,
    document: (queue: Queue) => queue,
    envelope: (documents) => ({ schemaVersion: 1, queues: documents }),
    empty: 'No queues: speech recognition is not enabled for this bucket.',
  };
};
