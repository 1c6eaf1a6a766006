// Reads the transcripts that a command line names: jobs by id, and files with a transcript, a job or subtitles.
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { App } from '../../app.js';
import { CliError, usageError } from '../../errors.js';
import { readAiResult } from '../../transcripts/results/ai-result.js';
import { readJobs, readTranscript, type JobDocument } from '../../transcripts/documents.js';
import { readSubtitleFile } from '../../transcripts/readers/subtitle-file.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import { transcriptOf } from '../../transcripts/transcript.js';
import { withResultFiles } from './result-files.js';
import {
  attempt,
  saved,
  inputOfJob,
  transcriptOfJob,
  type TranscriptInput,
} from './transcript-input.js';
import { safeBase } from './stem.js';
import { readText } from './text-file.js';

/** Fetches jobs by id, one outcome each, in the order of the ids. */
async function* inputsOfJobs(
  app: App,
  ids: readonly string[],
  resultFile: boolean,
): AsyncGenerator<TranscriptInput | CliError> {
  if (ids.length === 0) return;
  const { fetchJobs } = await import('../../waiting/fetch-jobs.js');
  const provider = await app.provider();
  const call = { signal: app.signal };
  const plain = fetchJobs(provider, ids, call);
  const outcomes = resultFile ? withResultFiles(provider, plain, call) : plain;
  for await (const outcome of outcomes) {
    yield 'error' in outcome ? outcome.error : attempt(() => inputOfJob(saved(outcome.value)));
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** One document, or one per line (`--format jsonl`). */
const documentsOf = (text: string): unknown => {
  const whole = parseJson(text);
  if (whole !== undefined) return whole;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const documents = lines.map(parseJson);
  return documents.includes(undefined) ? undefined : documents;
};

/** The transcripts in a text, by the first reader that accepts it: our documents, a service's answer, subtitles. */
const inputsOfText = async (
  app: App,
  text: string,
  from: string,
): Promise<(TranscriptInput | CliError)[]> => {
  const base = safeBase(from === '-' ? '' : basename(from).replace(/\.[^.]*$/, ''), 'transcript');
  const file = { from, base, id: null, title: null, faults: [] };
  if (/^\s*[[{"<]/.test(text)) {
    const value = documentsOf(text);
    const own = readTranscript(value);
    if (own) return [{ ...file, transcript: own }];
    const jobs = readJobs(value);
    if (jobs.length > 1) return jobs.map((job) => attempt(() => inputOfJob(job)));
    // A bare list of segments is no service's answer: the adapters need not be loaded.
    const job = jobs[0] ?? (Array.isArray(value) ? null : await savedAnswer(app, text, from));
    if (job) return [attempt(() => (from === '-' ? inputOfJob(job) : savedJob(file, job)))];
    // A bare AiResult, in any form that a service's answer contains.
    const found = value === undefined ? null : readAiResult(value);
    if (found) return [{ ...file, transcript: found }];
  }
  const read = readSubtitleFile(text);
  const transcript = transcriptOf(segmentsOfFile(read));
  return [{ ...file, transcript, faults: read.problems }];
};

/** A file's name is its user's choice, so that exports of the file are named after it. */
const savedJob = (file: Pick<TranscriptInput, 'from' | 'base' | 'faults'>, job: JobDocument) => ({
  ...file,
  id: job.id,
  title: job.title,
  transcript: transcriptOfJob(job),
});

const savedAnswer = async (app: App, text: string, from: string): Promise<JobDocument | null> => {
  const job = await app.readAnswer(text);
  return job && saved({ ...job, id: job.id === '' ? from : job.id });
};

/** The transcripts in a file or, for `-`, in stdin. Throws exit 2 if there is none that can be read. */
const inputsOfFile = async (app: App, from: string): Promise<(TranscriptInput | CliError)[]> => {
  const text =
    from === '-' ? await app.io.stdin.text() : await readText(resolve(app.cwd, from), from);
  const found = await inputsOfText(app, text.replace(/^\uFEFF/, ''), from);
  const empty = found.every((s) => !(s instanceof CliError) && s.transcript.segments.length === 0);
  if (empty) {
    throw usageError(
      `There is no transcript in ${from === '-' ? 'stdin' : `"${from}"`}`,
      'Give SRT, WebVTT, a saved answer of the service, or a document of asrctl get --json.',
    );
  }
  return found;
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
 * What the command line names, in its order: a file if one exists (or the name can only be a file), else a
 * job, with `resultFile` from its result file. An input that fails is its CliError; jobs are fetched together.
 */
export async function* findTranscriptInputs(
  app: App,
  inputs: readonly string[],
  resultFile = false,
): AsyncGenerator<TranscriptInput | CliError> {
  const ids: string[] = [];
  for (const input of inputs) {
    if (!(await isFile(app, input))) {
      ids.push(input);
      continue;
    }
    yield* inputsOfJobs(app, ids.splice(0), resultFile);
    yield* await inputsOfFile(app, input).catch(caught);
  }
  yield* inputsOfJobs(app, ids, resultFile);
}
