// The output of `local start`, `stop` and `status`.
import type { Cell, Records } from '../../formats/output.js';
import type { FoundService } from '../../local/client/status.js';

/** A status as it is shown. */
export interface StatusView {
  readonly running: boolean;
  readonly endpoint: string | null;
  readonly pid: number | null;
  readonly engine: string | null;
  /** Why this engine, or what is missing. */
  readonly engineReason: string | null;
  readonly jobs: { readonly running: number; readonly waiting: number } | null;
  readonly startedAt: string | null;
  readonly version: string | null;
}

export const statusOf = (found: FoundService | null): StatusView => ({
  running: found !== null,
  endpoint: found?.file.endpoint ?? null,
  pid: found?.file.pid ?? null,
  engine: found?.status.engine ?? null,
  engineReason: found?.status.reason ?? null,
  jobs: found && { running: found.status.running, waiting: found.status.waiting },
  startedAt: found?.file.startedAt ?? null,
  version: found?.file.version ?? null,
});

const stateCell = ({ running }: StatusView): Cell =>
  running ? { text: 'running', tone: 'good' } : { text: 'not running', tone: 'dim' };

const engineCell = ({ engine, engineReason }: StatusView): Cell =>
  engine === null
    ? { text: `none (${engineReason}); run: asrctl local setup`, tone: 'bad' }
    : { text: `${engine} (${engineReason})` };

export const statusOutput = (
  status: StatusView,
  line: string,
  view: 'lines' | 'detail',
): Records<StatusView> => ({
  kind: 'records',
  view,
  records: [status],
  columns: (
    ['running', 'endpoint', 'pid', 'engine', 'engineReason', 'startedAt', 'version'] as const
  ).map((key) => ({
    key,
    label: key,
    cell: (record) => String(record[key] ?? ''),
    value: (record) => (record[key] === null ? null : String(record[key])),
  })),
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
  envelope: ([document]) => ({ schemaVersion: 1, ...(document as StatusView) }),
});
