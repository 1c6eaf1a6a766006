// What the submit commands show: with `--dry-run` the requests, not sent; otherwise the jobs.
import type { PreparedSubmit } from '../../api/provider.js';
import type { CliError } from '../../errors.js';
import type { Output, Records } from '../../formats/output.js';
import type { JobState } from '../../jobs/job.js';
import { textColumn } from './columns.js';

/** What became of one submit. */
export interface SubmitRow {
  /** The media as the user named it. */
  readonly source: string;
  /** The media as the service names it. */
  readonly input: string;
  /** Null when there is no job. */
  readonly id: string | null;
  readonly state: JobState;
  readonly submitted: 'new' | 'recovered' | 'reused' | null;
  readonly error: CliError | null;
}

/** Submits as they are done, also when nobody reads them any more. */
export const submittedOutput = (
  records: Records<SubmitRow>['records'],
  failure?: () => CliError | null,
): Output => ({
  kind: 'records',
  view: 'lines',
  records,
  columns: [
    textColumn('source', ({ source }: SubmitRow) => source, { shrink: 1 }),
    textColumn('input', ({ input }: SubmitRow) => input, { shrink: 1 }),
    textColumn('id', ({ id }: SubmitRow) => id),
    textColumn('state', ({ state }: SubmitRow) => state),
    textColumn('submitted', ({ submitted }: SubmitRow) => submitted),
    textColumn('error', ({ error }: SubmitRow) => error?.message ?? null, { shrink: 2 }),
  ],
  id: ({ id }: SubmitRow) => id,
  document: ({ error, ...row }: SubmitRow) => ({ ...row, error: error?.toJSON().error ?? null }),
  envelope: (jobs) => ({ schemaVersion: 2, jobs }),
  changes: true,
  failure,
});

/** A request that was checked and not sent. */
export interface PlannedSubmit extends PreparedSubmit {
  /** The media as the user named it. */
  readonly source: string;
}

const parametersText = ({ parameters }: PlannedSubmit): string =>
  typeof parameters === 'string' ? parameters : JSON.stringify(parameters, null, 2);

/** The output of a submit that sends nothing. */
export const requestsOutput = (planned: readonly PlannedSubmit[]): Output => ({
  kind: 'records',
  view: 'detail',
  records: planned,
  columns: [
    textColumn('source', ({ source }: PlannedSubmit) => source),
    textColumn('input', ({ input }: PlannedSubmit) => input),
    textColumn('operation', ({ operation }: PlannedSubmit) => operation),
  ],
  id: ({ input }: PlannedSubmit) => input,
  detail: (one: PlannedSubmit) => ({
    fields: [
      ['Input', one.input],
      ['Operation', one.operation],
    ],
    sections: [{ title: 'Parameters', text: parametersText(one) }],
  }),
  document: ({ source, input, operation, parameters }: PlannedSubmit) => ({
    source,
    input,
    operation,
    parameters,
  }),
  envelope: (requests) => ({ schemaVersion: 2, requests }),
});
