// Converts rows of the job table to jobs.
import type { LocalJob, LocalState, Protocol } from './job.js';

/** Every column of a list; `result` is read separately, because it may be megabytes. */
export const jobColumns =
  'seq, id, protocol, type, state, input, file, start_ms, duration_ms, request, error_code, ' +
  'error_message, created_ms, updated_ms, started_ms, finished_ms, granted';

export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly protocol: Protocol;
  readonly type: string;
  readonly state: LocalState;
  readonly input: string;
  readonly file: string;
  readonly start_ms: number;
  readonly duration_ms: number | null;
  readonly request: string;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly started_ms: number | null;
  readonly finished_ms: number | null;
  readonly granted: number;
}

/** The job of a row that this program wrote. */
export const jobOfRow = (row: JobRow): LocalJob => ({
  id: row.id,
  protocol: row.protocol,
  type: row.type,
  state: row.state,
  input: row.input,
  file: row.file,
  startMs: row.start_ms,
  durationMs: row.duration_ms,
  request: JSON.parse(row.request) as unknown,
  error:
    row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  createdMs: row.created_ms,
  updatedMs: row.updated_ms,
  startedMs: row.started_ms,
  finishedMs: row.finished_ms,
  granted: row.granted === 1,
});
