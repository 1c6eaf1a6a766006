// Where the program keeps its files.
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import type { Records } from '../formats/output.js';
import type { Host } from './host.js';
import { textColumn as text } from './views/columns.js';

export default (host: Host) =>
  new Command('paths')
    .description('Print where configuration, journal, cache and local service are.')
    .addHelpText(
      'after',
      `
To remove everything, remove these files and folders.

Examples:
  asrctl paths
  asrctl paths --json --query stateFolder`,
    )
    .action(() => host.run(async (app) => paths(app)));

interface PathRow {
  readonly name: string;
  readonly path: string;
  readonly holds: string;
}

/** Nothing of this has to exist yet. */
export const paths = ({ paths: { configDir, stateDir, cacheDir } }: App): Records<PathRow> => ({
  kind: 'records',
  records: [
    { name: 'configFile', path: join(configDir, 'config.json'), holds: 'profiles and stored keys' },
    { name: 'stateFolder', path: stateDir, holds: 'the journal, locks and the local service' },
    { name: 'journal', path: join(stateDir, 'journal.db'), holds: 'what was submitted' },
    {
      name: 'localService',
      path: join(stateDir, 'local'),
      holds: 'jobs and files of the local service',
    },
    { name: 'cacheFolder', path: cacheDir, holds: 'compiled code' },
  ],
  columns: [
    text('name', (row: PathRow) => row.name),
    text('path', (row: PathRow) => row.path),
    text('holds', (row: PathRow) => row.holds),
  ],
  view: 'table',
  id: ({ path }) => path,
  document: ({ name, path }) => ({ name, path }),
  envelope: (rows) => ({
    schemaVersion: 1,
    ...Object.fromEntries(
      (rows as readonly PathRow[]).map(({ name, path }) => [name, path] as const),
    ),
  }),
});
