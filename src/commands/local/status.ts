// What `local start`, `stop` and `status` show.
import type { Cell, Records } from '../../formats/output.js';
import type { Found } from '../../local/process/health.js';

export interface Status {
  readonly running: boolean;
  readonly endpoint: string | null;
  readonly pid: number | null;
  readonly engine: string | null;
  readonly jobs: { readonly running: number; readonly waiting: number } | null;
  readonly startedAt: string | null;
  readonly version: string | null;
}

export const statusOf = (found: Found | null): Status => ({
  running: found !== null,
  endpoint: found?.file.endpoint ?? null,
  pid: found?.file.pid ?? null,
  engine: found?.health.engine ?? null,
  jobs: found && { running: found.health.running, waiting: found.health.waiting },
  startedAt: found?.file.startedAt ?? null,
  version: found?.file.version ?? null,
});

const stateCell = ({ running }: Status): Cell =>
  running ? { text: 'running', tone: 'good' } : { text: 'not running', tone: 'dim' };

const engineCell = ({ engine }: Status): Cell =>
  engine === null
    ? { text: 'none installed; run: asrctl local setup', tone: 'bad' }
    : { text: engine };

export const statusOutput = (
  status: Status,
  line: string,
  view: 'lines' | 'detail',
): Records<Status> => ({
  kind: 'records',
  view,
  records: [status],
  columns: (['running', 'endpoint', 'pid', 'engine', 'startedAt', 'version'] as const).map(
    (key) => ({
      key,
      label: key,
      cell: (record) => String(record[key] ?? ''),
      value: (record) => (record[key] === null ? null : String(record[key])),
    }),
  ),
  id: ({ endpoint }) => endpoint ?? '',
  line: () => line,
  detail: (record) => ({
    fields: [
      ['State', stateCell(record)],
      ...(record.running
        ? ([
            ['Address', record.endpoint ?? ''],
            ['Process', String(record.pid)],
            ['Engine', engineCell(record)],
            ['Jobs', `${record.jobs?.running} running, ${record.jobs?.waiting} waiting`],
            ['Since', record.startedAt ?? ''],
          ] as const)
        : []),
    ],
    sections: [],
  }),
  document: (record) => record,
  envelope: ([document]) => ({ schemaVersion: 1, ...(document as Status) }),
});
