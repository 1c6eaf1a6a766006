// Transcripts in files and on stdin: documents of this tool, answers of the services, AiResults, subtitles.
import { basename, resolve } from 'node:path';
import type { App } from '../../app.js';
import { CliError, usageError } from '../../errors.js';
import { isFields, jsonProblem, parseJson } from '../../json.js';
import { readJobs, readTranscript, type JobDocument } from '../../transcripts/documents.js';
import { readSubtitleFile } from '../../transcripts/readers/subtitle-file.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import { readAiResult } from '../../transcripts/results/ai-result.js';
import { transcriptOf, type Transcript } from '../../transcripts/transcript.js';
import { hintCommand } from '../views/hint-command.js';
import { safeBase } from './stem.js';
import { isRecording, readText } from './text-file.js';
import { asDocument, inputOfJob, type InputOutcome } from './transcript-input.js';

const parsed = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
};

const linesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '');

/** Why a text that begins as JSON cannot be read; for one document per line, with the number of the line. */
const problemOf = (text: string): string | null => {
  if (!/^\s*[[{]/.test(text)) return null;
  const problem = jsonProblem(text);
  const lines = linesOf(text);
  if (problem === null || lines.length === 1 || parsed(lines[0] ?? '') === undefined)
    return problem;
  const broken = lines.findIndex((line) => parsed(line) === undefined);
  return `line ${broken + 1}: ${jsonProblem(lines[broken] ?? '')}`;
};

/** One document, or one per line (`--format jsonl`). */
const documentsOf = (text: string): unknown => {
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const documents = linesOf(text).map(parsed);
  return documents.includes(undefined) ? undefined : documents;
};

const savedAnswer = async (app: App, text: string, from: string): Promise<JobDocument | null> => {
  const job = await app.readAnswer(text);
  return job && asDocument({ ...job, id: job.id === '' ? from : job.id });
};

type File = ReturnType<typeof fileOf>;

/** A file's name is its user's choice, so that exports of the file are named after it. */
const fileOf = (from: string) => ({
  from,
  base: safeBase(from === '-' ? '' : basename(from).replace(/\.[^.]*$/, ''), 'transcript'),
});

const inputOf = (file: File, transcript: Transcript): InputOutcome => ({
  item: file.from,
  value: { ...file, id: null, title: null, transcript, faults: [] },
});

const mostIds = 20;

/** The list of a service holds no results. */
const listDocument = (app: App, from: string, jobs: readonly JobDocument[]): CliError => {
  const ids = jobs.slice(0, mostIds).map(({ id }) => id);
  const more = jobs.length > mostIds ? ' …' : '';
  return usageError(
    `${from === '-' ? 'stdin' : `"${from}"`} is a list of jobs, and a list holds no transcripts`,
    `Export the jobs: ${hintCommand(app, 'export', ...ids)}${more}`,
  );
};

/** The transcripts in JSON or XML; null if no reader accepts it. */
const inputsOfDocument = async (
  app: App,
  text: string,
  file: File,
): Promise<InputOutcome[] | null> => {
  const value = documentsOf(text);
  const own = readTranscript(value);
  if (own) return [inputOf(file, own)];
  const jobs = readJobs(value);
  if (isFields(value) && 'nextToken' in value && jobs.length > 0)
    throw listDocument(app, file.from, jobs);
  if (jobs.length > 1) return jobs.map((job) => inputOfJob(app, job));
  // A bare list of segments is no service's answer: the adapters need not be loaded.
  const job = jobs[0] ?? (Array.isArray(value) ? null : await savedAnswer(app, text, file.from));
  if (job) return [inputOfJob(app, job, file.from === '-' ? undefined : file)];
  // A bare AiResult, in any form that a service's answer contains. Without times any text would be one.
  const found = value === undefined ? null : readAiResult(value);
  const timed = found?.segments.some(({ endMs }) => endMs > 0) === true;
  return found !== null && timed ? [inputOf(file, found)] : null;
};

/** The text within a JSON text, as `--query raw` prints the answer of a service; null for anything else. */
const innerText = (text: string): string | null => {
  if (!/^\s*"/.test(text)) return null;
  const value = parsed(text);
  return typeof value === 'string' ? value : null;
};

/** The transcripts in a text, by the first reader that accepts it. */
const inputsOfText = async (app: App, text: string, from: string): Promise<InputOutcome[]> => {
  const file = fileOf(from);
  const inner = innerText(text);
  if (inner !== null) return inputsOfText(app, inner, from);
  const documents = /^\s*[[{<]/.test(text) ? await inputsOfDocument(app, text, file) : null;
  if (documents) return documents;
  const read = readSubtitleFile(text);
  const transcript = transcriptOf(segmentsOfFile(read));
  if (transcript.segments.length > 0)
    return [
      { item: from, value: { ...file, id: null, title: null, transcript, faults: read.problems } },
    ];
  const problem = problemOf(text);
  throw usageError(
    `There is no transcript in ${from === '-' ? 'stdin' : `"${from}"`}${problem === null ? '' : `: ${problem}`}`,
    'Give SRT, WebVTT, a saved answer of the service, or a document of asrctl get --json.',
  );
};

/**
 * The transcripts in a file, or in `text`, which was read from stdin. Throws exit 2 if there is none that can
 * be read.
 */
export const inputsOfFile = async (
  app: App,
  from: string,
  text?: string,
): Promise<InputOutcome[]> => {
  try {
    const path = resolve(app.cwd, from);
    if (text === undefined && (await isRecording(path)))
      throw usageError(
        `"${from}" is a recording, not a transcript`,
        `Transcribe it: ${hintCommand(app, 'transcribe', from)}`,
      );
    const content = text ?? (await readText(path, from));
    return await inputsOfText(app, content.replace(/^\uFEFF/, ''), from);
  } catch (error) {
    if (error instanceof CliError) return [{ item: from, error }];
    throw error;
  }
};
