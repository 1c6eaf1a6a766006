// A transcript to export, and how a job becomes one.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import type { JobDocument } from '../../transcripts/documents.js';
import type { FormatProblem } from '../../transcripts/readers/subtitle-file.js';
import type { Transcript } from '../../transcripts/transcript.js';
import type { Outcome } from '../../waiting/in-order.js';
import { hintCommand } from '../views/hint-command.js';
import { safeBase, stemOf, stemOfTitle } from './stem.js';

/** A transcript to export, and what its files may be called. */
export interface TranscriptInput {
  /** As typed; for a list of jobs in one file, the job's id. For messages. */
  readonly from: string;
  /** A safe file name without extension: the stem of the file or of the job's media, else the job's title or id. */
  readonly base: string;
  /** The job's id; null for files. */
  readonly id: string | null;
  readonly title: string | null;
  readonly transcript: Transcript;
  /** What a strict reader refuses in a subtitle file. */
  readonly faults: readonly FormatProblem[];
}

const unfinished = new Set(['queued', 'running', 'paused']);

/** Why a job gives no transcript: exit 5 for a failed job, 7 for an unfinished one, 1 for one without text. */
const noTranscript = (
  app: App,
  { id, state, error, transcript }: JobDocument,
  saved: boolean,
): CliError => {
  const show = hintCommand(app, 'get', id);
  if (state === 'failed' || state === 'cancelled') {
    const what = state === 'failed' ? 'failed' : 'was cancelled';
    const message = `Job "${id}" ${what}${error === null ? '' : `: ${error}`}`;
    return new CliError(Exit.jobFailed, message, { hint: `Show all details: ${show}` });
  }
  if (unfinished.has(state)) {
    return new CliError(Exit.timeout, `Job "${id}" is not finished: it is ${state}`, {
      code: 'not_finished',
      hint: `Add --wait, or wait for it first: ${hintCommand(app, 'wait', id)}`,
    });
  }
  if (saved && state === 'succeeded' && !transcript && error === null)
    return new CliError(Exit.error, `The document holds no transcript of job "${id}"`, {
      code: 'no_transcript',
      hint: `Export the job itself: ${hintCommand(app, 'export', id)}`,
    });
  const message = transcript
    ? `Nothing was recognised in job "${id}"`
    : `Job "${id}" has no transcript${error === null ? '' : `. ${error}`}`;
  return new CliError(Exit.error, message, {
    code: 'no_transcript',
    hint: `Show the job: ${show}`,
  });
};

export type InputOutcome = Outcome<string, TranscriptInput>;

/** A job's transcript, named after its media, title or id; with `file`, after the file that contains the job. `saved`: the job is read from a document. */
export const inputOfJob = (
  app: App,
  job: JobDocument,
  file?: Pick<TranscriptInput, 'from' | 'base'>,
  saved = true,
): InputOutcome => {
  const { id, title, transcript } = job;
  const item = file?.from ?? id;
  if (!transcript || transcript.segments.length === 0)
    return { item, error: noTranscript(app, job, saved) };
  const stem = job.input === null ? null : stemOf(job.input);
  const base = stem ?? stemOfTitle(title) ?? safeBase(id, '');
  return { item, value: { from: id, base, ...file, id, title, transcript, faults: [] } };
};

/** A job of a service as saved documents have it: its error as one line. */
export const asDocument = (job: Omit<JobDocument, 'error'> & Pick<Job, 'error'>): JobDocument => ({
  ...job,
  error: job.error?.message ?? job.error?.code ?? null,
});
