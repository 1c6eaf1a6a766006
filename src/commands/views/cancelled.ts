// What the commands show that cancel jobs.
import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import { inOrder } from '../../waiting/in-order.js';
import { FailureCount } from '../inputs/items.js';
import { textColumn } from './columns.js';

const concurrency = 4;

interface Row {
  readonly id: string;
  readonly cancelled: true;
}

/** Cancels each job; the output is the ids of the cancelled jobs, one per line. Failures are reported. */
export const cancelledOutput = (
  app: App,
  ids: readonly string[],
  cancel: (id: string) => Promise<string>,
): Output => {
  const failures = new FailureCount(app, ids.length, 'cancels');
  const rows = async function* rows(): AsyncGenerator<Row> {
    for await (const outcome of inOrder(ids, concurrency, cancel)) {
      if ('error' in outcome) await failures.add(outcome.error, outcome.item);
      else yield { id: outcome.value, cancelled: true };
    }
  };
  return {
    kind: 'records',
    view: 'lines',
    records: rows(),
    columns: [
      textColumn('id', (row: Row) => row.id),
      { key: 'cancelled', label: 'CANCELLED', cell: () => 'yes', value: () => 'true' },
    ],
    id: (row: Row) => row.id,
    document: (row: Row) => row,
    envelope: (jobs) => ({ schemaVersion: 1, jobs }),
    failure: failures.failure,
  };
};
