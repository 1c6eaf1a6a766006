// The output of `wait` and `production wait`.
import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import type { WatchedJob } from '../../waiting/job-error.js';
import type { WaitSettings } from './wait-flags.js';
import { Wait, type WaitKind } from './wait-run.js';

export const waitOutput = <T extends WatchedJob>(
  app: App,
  ids: readonly string[],
  kind: WaitKind<T>,
  settings: WaitSettings,
): Output => {
  const wait = new Wait(app, ids, kind, settings);
  const { columns, detail, document, documents } = kind;
  return {
    kind: 'records',
    view: 'lines',
    records: wait.finished(),
    columns,
    id: (job: T) => job.id,
    line: (job: T) => `${job.id} ${job.state}`,
    detail,
    document,
    documents,
    envelope: async (jobs) => ({
      schemaVersion: 2,
      jobs: [...jobs, ...(await documents(wait.left))],
    }),
    // The program of --exec runs for every job, also when stdout is closed.
    changes: settings.exec !== null,
    failure: wait.failure,
  };
};
