// What the submit commands show: with `--dry-run` the requests, not sent; otherwise the jobs.
import type { PreparedSubmit, Submitted } from '../../api/provider.js';
import type { Column, Output } from '../../formats/output.js';
import { textColumn } from './columns.js';

type Row = Submitted & { readonly submitted: string };

export const submittedColumns: readonly Column<Row>[] = [
  textColumn('input', ({ input }) => input, { shrink: 1 }),
  textColumn('id', ({ id }) => id),
  textColumn('state', ({ state }) => state),
  textColumn('submitted', ({ submitted }) => submitted),
];

/** The output of a submit that sends nothing. */
export const requestsOutput = (prepared: readonly PreparedSubmit[]): Output => ({
  kind: 'records',
  view: 'detail',
  records: prepared,
  columns: [
    textColumn('input', (p: PreparedSubmit) => p.media),
    textColumn('operation', (p: PreparedSubmit) => p.operation),
  ],
  id: (p: PreparedSubmit) => p.media,
  detail: (p: PreparedSubmit) => ({
    fields: [
      ['Input', p.media],
      ['Operation', p.operation],
    ],
    sections: [
      {
        title: 'Parameters',
        text:
          typeof p.parameters === 'string' ? p.parameters : JSON.stringify(p.parameters, null, 2),
      },
    ],
  }),
  document: ({ media, operation, parameters }: PreparedSubmit) => ({
    input: media,
    operation,
    parameters,
  }),
  envelope: (requests) => ({ schemaVersion: 1, requests }),
});
