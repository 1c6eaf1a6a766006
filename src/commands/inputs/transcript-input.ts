// A transcript to export, and how a job becomes one.
import { CliError, Exit } from '../../errors.js';
import type { JobDocument } from '../../transcripts/documents.js';
import type { FormatProblem } from '../../transcripts/readers/subtitle-file.js';
import type { Transcript } from '../../transcripts/transcript.js';

/** A transcript to export, and what its files may be called. */
export interface TranscriptInput {
  /** As typed; for a list of jobs in one file, the job's id. For messages. */
  readonly from: string;
  /** A safe file name without extension. */
  readonly base: string;
  /** The job's id; null for files. */
  readonly id: string | null;
  readonly title: string | null;
  readonly transcript: Transcript;
  /** What a strict reader refuses in a subtitle file. */
  readonly faults: readonly FormatProblem[];
}

// Windows refuses these names with any extension; the rest of the rules are those of its file systems.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name may have 255 bytes: these leave room for a job's id, `.chapters` and an extension.
 */
const most = { characters: 80, bytes: 180 };

/** Cut between characters as a person sees them. */
const shortened = (text: string): string => {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const longer = short + segment;
    if (Array.from(longer).length > most.characters || Buffer.byteLength(longer) > most.bytes)
      break;
    short = longer;
  }
  return short;
};

/**
 * A title of a service as a base name that is safe everywhere: no path, no control characters,
 * no leading dot or dash, at most 80 characters and 180 bytes. `fallback` if nothing remains.
 */
export const safeBase = (title: string, fallback: string): string => {
  const plain = title
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.-]+/, '');
  const fits = plain.length <= most.characters && Buffer.byteLength(plain) <= most.bytes;
  const short = (fits ? plain : shortened(plain)).replace(/[\s.]+$/, '');
  if (short === '') return fallback === '' ? 'transcript' : safeBase(fallback, '');
  return reserved.test(short.split('.')[0] ?? '') ? `_${short}` : short;
};

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
  base: safeBase(job.title ?? '', job.id),
  id: job.id,
  title: job.title,
  transcript: transcriptOfJob(job),
  faults: [],
});

/** A job of a service as saved documents have it: its error as one line. */
export const saved = (job: {
  readonly id: string;
  readonly title: string | null;
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
