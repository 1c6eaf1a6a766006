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
