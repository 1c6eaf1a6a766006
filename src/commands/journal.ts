// Keeps the submit journal small.
import { lstatSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import { usageError } from '../errors.js';
import type { Output } from '../formats/output.js';
import type { Host } from './host.js';
import { prunedOutput } from './views/pruned.js';
import { parseDuration } from './views/times.js';

export default (host: Host) => {
  const command = new Command('journal').description(
    'Manage the submit journal: what was submitted from this machine.',
  );
  command
    .command('prune')
    .description('Remove old entries of finished submits from the journal.')
    .option('--older-than <time>', 'remove entries older than this, at least 7d', '90d')
    .addHelpText(
      'after',
      `
An equal submit creates a new job once its entry is removed. These entries stay: submits in flight or
with an unknown outcome, failed jobs (they count for --max-attempts), and items of transcribe that are
not done or whose output files exist.

Examples:
  asrctl journal prune
  asrctl journal prune --older-than 30d --json`,
    )
    .action((flags) => host.run((app) => prune(app, flags)));
  return command;
};

/** The journal does not know when a job ends: a younger one may still run. */
const shortestMs = 7 * 86_400_000;

/** A file that cannot be looked at may exist. */
const mayExist = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
};

/** Removes old entries of the journal. Throws exit 2 for an age below seven days. */
const prune = async (app: App, { olderThan }: { olderThan: string }): Promise<Output> => {
  const ageMs = parseDuration(olderThan, '--older-than');
  if (ageMs < shortestMs)
    throw usageError(
      `--older-than "${olderThan}" is shorter than 7 days: a job of that age may still run`,
      'For example: --older-than 30d',
    );
  const journal = await app.journal();
  const beforeMs = app.clock.now() - ageMs;
  return prunedOutput(await journal.prune({ beforeMs, exists: mayExist }), 'entries removed');
};
