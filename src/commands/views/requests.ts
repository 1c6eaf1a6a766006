// What `--dry-run` shows: the requests as they would be sent.
import type { PreparedSubmit } from '../../api/provider.js';
import type { Output } from '../../formats/output.js';

/** The output of a submit that sends nothing. */
export const plan = (prepared: readonly PreparedSubmit[]): Output => ({
  kind: 'records',
  view: 'detail',
  records: prepared,
  columns: [
    {
      key: 'input',
      label: 'INPUT',
      cell: (p: PreparedSubmit) => p.media,
      value: (p: PreparedSubmit) => p.media,
    },
    {
      key: 'operation',
      label: 'OPERATION',
      cell: (p: PreparedSubmit) => p.operation,
      value: (p: PreparedSubmit) => p.operation,
    },
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
