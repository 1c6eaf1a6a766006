// Reads the transcripts that a command line names: jobs by id, files, and either of them on stdin.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { App } from '../../app.js';
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
const idsOf = (text: string, nul: boolean): string[] | null => {
  const ids = splitList(text, nul).map((item) => item.trim());
  return ids.length > 0 && ids.every(isId) ? ids : null;
};

interface Flags extends JobFlags {
  readonly list: ListFlags;
}

/**
 * What the command line names, in its order: a file if one exists (or the name can only be a file), else a
 * job; `-` is a transcript or a list of ids. Jobs next to each other are fetched together.
 */
export async function* findTranscriptInputs(
  app: App,
  inputs: readonly string[],
  flags: Flags,
): AsyncGenerator<InputOutcome> {
  const ids: string[] = [];
  for (const input of inputs) {
    const text = input === '-' ? await app.io.stdin.text() : undefined;
    if (text?.trim() === '' && flags.list.allowEmpty === true) continue;
    const listed = text === undefined ? null : idsOf(text, flags.list.null === true);
    if (listed !== null) ids.push(...listed);
    else if (text === undefined && !(await isFile(app, input))) ids.push(input);
    else {
      yield* inputsOfJobs(app, ids.splice(0), flags);
      yield* await inputsOfFile(app, input, text);
    }
  }
  yield* inputsOfJobs(app, ids, flags);
}
