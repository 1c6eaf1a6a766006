import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import { inOrder } from '../../waiting/in-order.js';
import { FailureCount } from '../inputs/items.js';
import { readJobIds } from '../inputs/jobs/job-ids.js';
import type { ListFlags } from '../inputs/stdin-list.js';
import { textColumn } from '../views/columns.js';
import { openProduction, productionNotFound } from './production-api.js';

const concurrency = 4;

interface Row {
  readonly id: string;
  readonly cancelled: true;
}

/** Cancels each job; the output is the ids of the cancelled jobs, one per line. */
export const cancel = async (
  app: App,
  given: readonly string[],
  options: ListFlags,
): Promise<Output> => {
  const naming = { command: ['production', 'cancel'], kind: 'production' } as const;
  const ids = await readJobIds(app, given, options, naming);
  const api = await openProduction(app);
  const failures = new FailureCount(app, ids.length, 'cancels');
  const one = async (id: string): Promise<Row> => {
    if (!(await api.cancel(id, { signal: app.signal }))) throw productionNotFound(id);
    return { id, cancelled: true };
  };
  const rows = async function* rows(): AsyncGenerator<Row> {
    for await (const outcome of inOrder(ids, concurrency, one)) {
      if ('error' in outcome) await failures.add(outcome.error, outcome.item);
      else yield outcome.value;
    }
  };
  return {
    kind: 'records',
    view: 'lines',
    records: rows(),
    columns: [
      textColumn('id', (row: Row) => row.id),
      {
        key: 'cancelled',
        label: 'CANCELLED',
        cell: () => 'yes',
        value: () => 'true',
      },
    ],
    id: (row: Row) => row.id,
    document: (row: Row) => row,
    envelope: (jobs) => ({ schemaVersion: 1, jobs }),
    failure: failures.failure,
  };
};
