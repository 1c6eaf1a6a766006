// Where transcripts come from: job ids, or files of any kind the contract names.
import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { App } from '../app.js';
import { CliError, Exit, usageError } from '../errors.js';
import { readAiResult } from '../jobs/ai-result.js';
import { readJobs, readTranscript, type SavedJob } from '../jobs/documents.js';
import { readCues, type Fault } from '../jobs/subtitle-cues.js';
import { segmentsOfFile } from '../jobs/subtitle-text.js';
import { transcriptOf, type Transcript } from '../jobs/transcript.js';
import { withResultFiles } from './result-file.js';

/** A transcript to export, and what its files may be called. */
export interface Source {
  /** As typed; for a list of jobs in one file, the job's id. For messages. */
  readonly from: string;
  /** A safe file name without extension. */
  readonly base: string;
  /** Told apart by it where two jobs have the same title; null for files. */
  readonly id: string | null;
  readonly title: string | null;
  readonly transcript: Transcript;
  /** What a strict reader would refuse in a subtitle file. */
  readonly faults: readonly Fault[];
}

// Windows refuses these names with any extension; the rest of the rules are those of its file systems.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A title of a service as a base name that is safe everywhere: no path, no control characters,
 * no leading dot or dash, at most 80 characters. `fallback` when nothing remains.
 */
export const safeBase = (title: string, fallback: string): string => {
  const plain = title
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.-]+/, '');
  const short = Array.from(plain)
    .slice(0, 80)
    .join('')
    .replace(/[\s.]+$/, '');
  if (short === '') return fallback === '' ? 'transcript' : safeBase(fallback, '');
  return reserved.test(short.split('.')[0] ?? '') ? `_${short}` : short;
};

/** The transcript of a job, or the CliError that says why there is none: 5 failed, 1 not yet or nothing said. */
const transcriptOfJob = (job: SavedJob): Transcript => {
  if (job.transcript && job.transcript.segments.length > 0) return job.transcript;
  if (job.state === 'failed' || job.state === 'cancelled') {
    const why = job.error === null ? '' : `: ${job.error}`;
    throw new CliError(
      Exit.jobFailed,
      `Job "${job.id}" ${job.state === 'failed' ? 'failed' : 'was cancelled'}${why}`,
      {
        hint: `Show it in full: asrctl get ${job.id}`,
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
      ? `Nothing was recognised in job "${job.id}".`
      : `Job "${job.id}" has no transcript.`,
    {
      code: 'no_transcript',
      hint: `See what it has: asrctl get ${job.id}`,
    },
  );
};

const sourceOfJob = (job: SavedJob): Source => ({
  from: job.id,
  base: safeBase(job.title ?? '', job.id),
  id: job.id,
  title: job.title,
  transcript: transcriptOfJob(job),
  faults: [],
});

/** Fetches jobs by id, one outcome each in the order asked. */
async function* jobSources(
  app: App,
  ids: readonly string[],
  resultFile: boolean,
): AsyncGenerator<Source | CliError> {
  if (ids.length === 0) return;
  const { fetchJobs } = await import('./get.js');
  const provider = await app.provider();
  const call = { signal: app.signal };
  const plain = fetchJobs(provider, ids, call);
  const outcomes = resultFile ? withResultFiles(provider, plain, call) : plain;
  for await (const outcome of outcomes) {
    yield 'error' in outcome ? outcome.error : attempt(() => sourceOfJob(saved(outcome.value)));
  }
}

const saved = (job: {
  readonly id: string;
  readonly title: string | null;
  readonly state: string;
  readonly error: { readonly code: string | null; readonly message: string | null } | null;
  readonly transcript: Transcript | null;
}): SavedJob => ({ ...job, error: job.error?.message ?? job.error?.code ?? null });

const attempt = (make: () => Source): Source | CliError => {
  try {
    return make();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** One document, or one a line (`--format jsonl`). */
const documentsOf = (text: string): unknown => {
  const whole = parseJson(text);
  if (whole !== undefined) return whole;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const documents = lines.map(parseJson);
  return documents.includes(undefined) ? undefined : documents;
};

/** Everything that a text holds, by the first reader that knows it: our documents, a service's answer, subtitles. */
const sourcesOfText = async (
  app: App,
  text: string,
  from: string,
): Promise<(Source | CliError)[]> => {
  const base = safeBase(from === '-' ? '' : basename(from).replace(/\.[^.]*$/, ''), 'transcript');
  const file = { from, base, id: null, title: null, faults: [] };
  if (/^\s*[[{"<]/.test(text)) {
    const value = documentsOf(text);
    const own = readTranscript(value);
    if (own) return [{ ...file, transcript: own }];
    const jobs = readJobs(value);
    if (jobs.length > 1) return jobs.map((job) => attempt(() => sourceOfJob(job)));
    // A bare list of segments is nobody's whole answer: no need to ask each service.
    const job = jobs[0] ?? (Array.isArray(value) ? null : await answered(app, text, from));
    if (job)
      return [attempt(() => ({ ...file, title: job.title, transcript: transcriptOfJob(job) }))];
    // A bare result in any of the spellings that a service's answer would carry.
    const heard = value === undefined ? null : readAiResult(value);
    if (heard) return [{ ...file, transcript: heard }];
  }
  const read = readCues(text);
  const transcript = transcriptOf(segmentsOfFile(read));
  return [{ ...file, transcript, faults: read.faults }];
};

const answered = async (app: App, text: string, from: string): Promise<SavedJob | null> => {
  const job = await app.readAnswer(text);
  return job && saved({ ...job, id: job.id === '' ? from : job.id });
};

/** The transcripts in a file or, for `-`, in stdin. Throws exit 2 when it holds none we can read. */
const fileSources = async (app: App, from: string): Promise<(Source | CliError)[]> => {
  const text =
    from === '-' ? await app.io.stdin.text() : await readText(resolve(app.cwd, from), from);
  const sources = await sourcesOfText(app, text.replace(/^\uFEFF/, ''), from);
  const empty = sources.every(
    (s) => !(s instanceof CliError) && s.transcript.segments.length === 0,
  );
  if (empty) {
    throw usageError(
      `There is no transcript in ${from === '-' ? 'stdin' : `"${from}"`}.`,
      'Give SRT, WebVTT, a saved answer of the service, or a document of asrctl get --json.',
    );
  }
  return sources;
};

/** Which UTF-16 it is: by its mark, else by where the zeros stand in its first character (RFC 4627, section 3). */
const utf16Of = (bytes: Buffer): 'utf-16le' | 'utf-16be' | null => {
  const [first = 1, second = 1] = bytes;
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second > 0) ? 'utf-16be' : null;
};

/** The text of a file: UTF-8 or UTF-16. Throws exit 3 or 4 when it cannot be read, 2 for another encoding. */
export const readText = async (path: string, shown: string): Promise<string> => {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const denied = error.code === 'EACCES' || error.code === 'EPERM';
    throw new CliError(
      denied ? Exit.auth : error.code === 'EISDIR' ? Exit.usage : Exit.notFound,
      denied
        ? `No permission to read "${shown}".`
        : error.code === 'EISDIR'
          ? `"${shown}" is a folder.`
          : `There is no file "${shown}".`,
      { hint: 'Check the name; a job is named by its id.' },
    );
  });
  const wide = utf16Of(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw usageError(
    `"${shown}" is not UTF-8 text`,
    'Convert it first, for example: iconv -f GB18030 -t UTF-8.',
  );
};

const looksLikePath = (input: string): boolean => /[\\/]|\.\w{1,5}$/.test(input);

const isFile = async (app: App, input: string): Promise<boolean> =>
  input === '-' ||
  looksLikePath(input) ||
  (await stat(resolve(app.cwd, input)).catch(() => null)) !== null;

const caught = (error: unknown): CliError[] => {
  if (error instanceof CliError) return [error];
  throw error;
};

/**
 * What the command line names, in its order: a file where one exists (or the name can only be one),
 * else a job, with `resultFile` as its result file has it. What fails is given back in its place as the CliError; jobs are asked for together.
 */
export async function* findSources(
  app: App,
  inputs: readonly string[],
  resultFile = false,
): AsyncGenerator<Source | CliError> {
  const ids: string[] = [];
  for (const input of inputs) {
    if (!(await isFile(app, input))) {
      ids.push(input);
      continue;
    }
    yield* jobSources(app, ids.splice(0), resultFile);
    yield* await fileSources(app, input).catch(caught);
  }
  yield* jobSources(app, ids, resultFile);
}
