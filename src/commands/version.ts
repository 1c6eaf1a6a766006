// Versions of the program and of everything that it writes.
import { dirname, join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import type { Detail, Records } from '../formats/output.js';
import type { Host } from './host.js';
import { textColumn as text } from './views/columns.js';

export default (host: Host) =>
  new Command('version')
    .description('Print the versions of asrctl, Node, the journal and the documents.')
    .action(() => host.run(version));

interface Versions {
  readonly version: string;
  readonly commit: string | null;
  readonly node: string;
  readonly journal: number;
  readonly documents: Readonly<Record<string, number>>;
}

/** The commit of the build; null if it was not built in a repository. */
const commitOf = async (dist: string): Promise<string | null> => {
  const { readFile } = await import('node:fs/promises');
  const written = await readFile(`${dist}/commit.txt`, 'utf8').catch(() => '');
  return written.trim() || null;
};

interface VersionedSchema {
  readonly properties?: { readonly schemaVersion?: { readonly const?: number } };
}

/** `schemaVersion` of every document that has one, by the name of its schema. */
const documentVersions = async (dist: string): Promise<Readonly<Record<string, number>>> => {
  const { readdir, readFile } = await import('node:fs/promises');
  const files = (await readdir(`${dist}/schemas`)).toSorted();
  const read = async (file: string): Promise<[string, number][]> => {
    const schema = JSON.parse(await readFile(`${dist}/schemas/${file}`, 'utf8')) as VersionedSchema;
    const found = schema.properties?.schemaVersion?.const;
    return found === undefined ? [] : [[file.replace(/\.json$/, ''), found]];
  };
  return Object.fromEntries((await Promise.all(files.map(read))).flat());
};

const detail = (row: Versions): Detail => ({
  fields: [
    ['asrctl', row.version],
    ['Commit', row.commit ?? 'unknown'],
    ['Node', row.node],
    ['Journal', String(row.journal)],
  ],
  sections: [
    {
      title: 'Documents',
      head: ['NAME', 'SCHEMA VERSION'],
      rows: Object.entries(row.documents).map(([name, number]) => [name, String(number)]),
    },
  ],
});

const versionsOf = async (app: App): Promise<Versions> => {
  const { journalVersion } = await import('../journal/schema.js');
  const dist = join(dirname(app.self[1] ?? ''), '..', 'dist');
  return {
    version: app.version,
    commit: await commitOf(dist),
    node: app.processes.node,
    journal: journalVersion,
    documents: await documentVersions(dist),
  };
};

/** One record with every version. */
export const version = async (app: App): Promise<Records<Versions>> => ({
  kind: 'records',
  records: [await versionsOf(app)],
  columns: [
    text('version', (row: Versions) => row.version),
    text('commit', (row: Versions) => row.commit),
    text('node', (row: Versions) => row.node),
    text('journal', (row: Versions) => String(row.journal)),
  ],
  view: 'detail',
  id: (row) => row.version,
  document: (row) => ({ schemaVersion: 1, ...row }),
  envelope: ([document]) => document,
  detail,
});
