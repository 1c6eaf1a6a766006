// Reads the transcripts that a command line names: jobs by id, files, and either of them on stdin.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { App } from '../../app.js';
import { findJobIds } from './jobs/job-ids.js';
import type { JobNaming } from './jobs/job-naming.js';
import { splitList, type ListFlags } from './stdin-list.js';
import { inputsOfFile } from './transcript-files.js';
import type { InputOutcome } from './transcript-input.js';
import { inputsOfJobs, type JobFlags } from './transcript-jobs.js';

const looksLikePath = (input: string): boolean => /[\\/]|\.\w{1,5}$/.test(input);

const isFile = async (app: App, input: string): Promise<boolean> =>
  looksLikePath(input) || (await stat(resolve(app.cwd, input)).catch(() => null)) !== null;

/** Ids of both clouds and of the local service are one word with digits. */
const isId = (item: string): boolean => /^[\w-]{1,64}$/.test(item) && /\d/.test(item);

/** The ids in a text from stdin; null for a text that contains anything else. */
const idsIn = (text: string, nul: boolean): string[] | null => {
  const ids = splitList(text, nul).map((item) => item.trim());
  return ids.length > 0 && ids.every(isId) ? ids : null;
};

export const exportNaming: JobNaming = { command: ['export'], kind: 'job' };

interface Flags extends JobFlags {
  readonly list: ListFlags;
}

const idsOf = async (app: App, names: readonly string[]): Promise<readonly string[]> =>
  names.length === 0 ? [] : findJobIds(app, names, exportNaming);

/**
 * What the command line names, in its order: a file if one exists (or the name can only be a file), else a
 * job; `-` is a transcript or a list of ids. Jobs next to each other are fetched together.
 */
export async function* findTranscriptInputs(
  app: App,
  inputs: readonly string[],
  flags: Flags,
): AsyncGenerator<InputOutcome> {
  const names: string[] = [];
  for (const input of inputs) {
    const text = input === '-' ? await app.io.stdin.text() : undefined;
    if (text?.trim() === '' && flags.list.allowEmpty === true) continue;
    const listed = text === undefined ? null : idsIn(text, flags.list.null === true);
    if (listed !== null) names.push(...listed);
    else if (text === undefined && !(await isFile(app, input))) names.push(input);
    else {
      yield* inputsOfJobs(app, await idsOf(app, names.splice(0)), flags);
      yield* await inputsOfFile(app, input, text);
    }
  }
  yield* inputsOfJobs(app, await idsOf(app, names), flags);
}
