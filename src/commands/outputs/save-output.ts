// One output of a command, wherever -o leads: a new file, one that is replaced, a link, a FIFO.
import type { App } from '../../app.js';
import { kindAt } from './output-path.js';
import { writeWhole } from './write-file.js';
import { writeThrough } from './write-stream.js';

/** Writes it and says so on stderr. Throws exit 9 for a file that is there without `force`, 4 or 1. */
export const saveOutput = async (
  app: App,
  path: string,
  pieces: Iterable<string>,
  force: boolean,
): Promise<void> => {
  if (kindAt(path) === 'stream') return writeThrough(app, path, pieces);
  const written = await writeWhole(path, pieces, { replace: force });
  app.tools.notice(written === path ? `Wrote ${path}` : `Wrote ${written}: ${path} links to it`);
};
