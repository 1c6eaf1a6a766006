// A transcript to export, and how a job becomes one.
import { CliError, Exit } from '../../errors.js';
import type { JobDocument } from '../../transcripts/documents.js';
import type { FormatProblem } from '../../transcripts/readers/subtitle-file.js';
import type { Transcript } from '../../transcripts/transcript.js';
import { safeBase, stemOf } from './stem.js';

/** A transcript to export, and what its files may be called. */
export interface TranscriptInput {
  /** As typed; for a list of jobs in one file, the job's id. For messages. */
  readonly from: string;
  /** A safe file name without extension: the stem of the file or of the job's media, else the job's id. */
  readonly base: string;
  /** The job's id; null for files. */
  readonly id: string | null;
  readonly title: string | null;
  readonly transcript: Transcript;
  /** What a strict reader refuses in a subtitle file. */
  readonly faults: readonly FormatProblem[];
}

/** The transcript of a job. Throws exit 5 for a failed job, 1 for one that is not finished or has no text. */
export const transcriptOfJob = (job: JobDocument): Transcript => {
  if (job.transcript && job.transcript.segments.length > 0) return job.transcript;
  if (job.state === 'failed' || job.state === 'cancelled') {
    const why = job.error === null ? '' : `: ${job.error}`;
    throw new CliError(
      Exit.jobFailed,
      `Job "${job.id}" ${job.state === 'failed' ? 'failed' : 'was cancelled'}${why}`,
      {
        hint: `Show all details: asrctl get ${job.id}`,
      },
    );
  }
  if (job.state === 'queued' || job.state === 'running' || job.state === 'paused') {
    throw new CliError(Exit.error, `Job "${job.id}" is not finished: it is ${job.state}`, {
      code: 'not_finished',
      hint: `Wait for it: asrctl wait ${job.id}`,
    });
  }
  throw new CliError(
    Exit.error,
    job.transcript
      ? `Nothing was recognised in job "${job.id}"`
      : `Job "${job.id}" has no transcript`,
    {
      code: 'no_transcript',
      hint: `Show the job: asrctl get ${job.id}`,
    },
  );
};

/** A job's transcript, with the name for its files. Throws what `transcriptOfJob` throws. */
export const inputOfJob = (job: JobDocument): TranscriptInput => ({
  from: job.id,
  base: (job.input === null ? null : stemOf(job.input)) ?? safeBase(job.id, ''),
  id: job.id,
  title: job.title,
  transcript: transcriptOfJob(job),
  faults: [],
});

/** A job of a service as saved documents have it: its error as one line. */
export const saved = (job: {
  readonly id: string;
  readonly title: string | null;
  readonly input: string | null;
  readonly state: string;
  readonly error: { readonly code: string | null; readonly message: string | null } | null;
  readonly transcript: Transcript | null;
}): JobDocument => ({ ...job, error: job.error?.message ?? job.error?.code ?? null });

/** The input, or the CliError instead of it. */
export const attempt = (make: () => TranscriptInput): TranscriptInput | CliError => {
  try {
    return make();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
};
