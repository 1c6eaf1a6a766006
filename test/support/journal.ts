// A journal of its own, for tests that need one without the program around it.
import { processes } from '../../src/main.js';
import { openJournal, type Journal, type JournalDeps } from '../../src/journal/journal.js';

/** Opens the journal in a folder; by default with the wall clock, and a pause of one turn of the event loop. */
export const journalIn = (stateDir: string, more: Partial<JournalDeps> = {}): Promise<Journal> =>
  openJournal({
    stateDir,
    now: Date.now,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    random: Math.random,
    notice: () => {},
    ...processes,
    ...more,
  });

/** Takes the newest step of the tables back, for tests of older files. */
export const undoJobs = `
  DROP INDEX submits_by_use; DROP TABLE productions;
  ALTER TABLE submits DROP COLUMN title; ALTER TABLE submits DROP COLUMN request;
  ALTER TABLE submits DROP COLUMN used_ms;`;
