// The rows of a run as an output: paths for scripts, a table or a document with --format, and a summary
// on stderr.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { FailureCount } from '../inputs/items.js';
import { textColumn as text } from '../views/columns.js';
import { notifyMe } from '../views/notify-me.js';
import { isPending, type Row } from './run/run-state.js';
import { continueHint } from './settings.js';

const documentOf = ({ source, input, id, state, submitted, outputs, error }: Row) => ({
  source,
  input,
  id,
  state,
  submitted,
  outputs,
  error: error?.toJSON().error ?? null,
});

const count = (rows: readonly Row[], test: (row: Row) => boolean): number =>
  rows.filter(test).length;

export const countsOf = (rows: readonly Row[]) => ({
  total: rows.length,
  succeeded: count(rows, ({ error }) => error === null),
  failed: count(rows, (row) => row.error !== null && !isPending(row)),
  pending: count(rows, isPending),
  new: count(rows, ({ submitted }) => submitted === 'new'),
  recovered: count(rows, ({ submitted }) => submitted === 'recovered'),
  reused: count(rows, ({ submitted }) => submitted === 'reused'),
  uploaded: count(rows, ({ uploaded }) => uploaded),
});

/** `49 of 50 done (48 submitted, 2 from earlier runs); 1 failed.` */
export const summaryLine = (rows: readonly Row[]): string => {
  const counts = countsOf(rows);
  const before = counts.recovered + counts.reused;
  const parts = [
    `${counts.new} submitted`,
    ...(before > 0 ? [`${before} from earlier runs`] : []),
    ...(counts.uploaded > 0 ? [`${counts.uploaded} uploaded`] : []),
  ];
  const failed = counts.failed > 0 ? `; ${counts.failed} failed` : '';
  const pending = counts.pending > 0 ? `; ${counts.pending} not finished in time` : '';
  return `${counts.succeeded} of ${counts.total} done (${parts.join(', ')})${failed}${pending}.`;
};

/** How a run ends. */
export interface Ending {
  readonly total: number;
  /** `--again` */
  readonly again: boolean;
  /** `--notify-me` */
  readonly notify: boolean;
}

async function* reported(
  app: App,
  rows: AsyncIterable<Row>,
  failures: FailureCount,
  seen: Row[],
  { total, notify }: Ending,
): AsyncGenerator<Row> {
  for await (const found of rows) {
    const row = { ...found, error: found.error?.about(found.source) ?? null };
    seen.push(row);
    if (row.error !== null && (!isPending(row) || total === 1)) await failures.add(row.error);
    yield row;
  }
  if (seen.length > 1) app.tools.notice(summaryLine(seen));
  if (notify) await notifyMe(app, summaryLine(seen));
}

/** Exit 7 where items are not finished in time and nothing failed. */
const lateness = (rows: readonly Row[], again: boolean): CliError | null => {
  const pending = count(rows, isPending);
  if (pending === 0) return null;
  const message = `${pending} of ${rows.length} items were not finished in time; their jobs continue`;
  return new CliError(Exit.timeout, message, { hint: continueHint(again) });
};

/** The subtitles of the only item as the output. */
export const stdoutOutput = (app: App, rows: AsyncIterable<Row>, ending: Ending): Output => {
  const seen: Row[] = [];
  const failures = new FailureCount(app, ending.total, 'items');
  const texts = async function* (): AsyncGenerator<string> {
    for await (const { text: piece } of reported(app, rows, failures, seen, ending))
      if (piece !== null) yield piece;
  };
  return {
    kind: 'text',
    foreign: true,
    text: texts(),
    failure: () => failures.failure() ?? lateness(seen, ending.again),
  };
};

/** Rows as they come; the document lists them in the order of the command line. */
export const summaryOutput = (app: App, rows: AsyncIterable<Row>, ending: Ending): Output => {
  const seen: Row[] = [];
  const failures = new FailureCount(app, ending.total, 'items');
  return {
    kind: 'records',
    view: 'lines',
    records: reported(app, rows, failures, seen, ending),
    columns: [
      text('source', (row: Row) => row.source, { shrink: 1 }),
      text('input', (row: Row) => row.input ?? '', { shrink: 1 }),
      text('id', (row: Row) => row.id ?? ''),
      text('state', (row: Row) => row.state),
      text('submitted', (row: Row) => row.submitted ?? ''),
      text('outputs', (row: Row) => row.outputs.join(' '), { shrink: 1 }),
      text('error', (row: Row) => row.error?.message ?? '', { shrink: 2 }),
    ],
    id: (row: Row) => row.id,
    line: (row: Row) => row.outputs,
    document: documentOf,
    // Documents come in the order of completion, as `seen` holds their rows.
    envelope: (documents) => ({
      schemaVersion: 2,
      items: documents.toSorted((a, b) => place(seen, documents, a) - place(seen, documents, b)),
      counts: countsOf(seen),
    }),
    changes: true,
    failure: () => failures.failure() ?? lateness(seen, ending.again),
  };
};

const place = (seen: readonly Row[], documents: readonly unknown[], one: unknown): number =>
  seen[documents.indexOf(one)]?.index ?? 0;
