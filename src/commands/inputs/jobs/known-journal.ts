// The submit journal as a source of names. A command that only reads must not create it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../../app.js';
import { CliError } from '../../../errors.js';
import type { Journal } from '../../../journal/journal.js';

/** Null where nothing was submitted from this machine, and for a journal that cannot be read. */
export const knownJournal = async (app: App): Promise<Journal | null> => {
  if (!existsSync(join(app.paths.stateDir, 'journal.db'))) return null;
  try {
    return await app.journal();
  } catch (error) {
    if (!(error instanceof CliError) || app.signal.aborted) throw error;
    app.tools.trace(`no journal: ${error.message}`);
    return null;
  }
};
