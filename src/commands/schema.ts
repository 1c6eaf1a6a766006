// Prints the JSON Schemas of the documents. They ship with the package.
import { Argument, Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import { usageError } from '../errors.js';
import type { Output, Records, Text } from '../formats/output.js';
import type { Host } from './host.js';
import { textColumn as text } from './views/columns.js';

export default (host: Host) =>
  new Command('schema')
    .description('Print the JSON Schema of a document, or list all schemas.')
    .addArgument(new Argument('[name]', 'the name of a schema'))
    .addHelpText(
      'after',
      `
A schema is complete: it contains the schemas that it refers to.

Examples:
  asrctl schema
  asrctl schema jobs > jobs.schema.json`,
    )
    .action((name) => host.run((app) => schema(app, name)));

interface Schema {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly description: string;
  readonly $defs?: Readonly<Record<string, unknown>>;
}

type Schemas = ReadonlyMap<string, Schema>;

const readSchemas = async (app: App): Promise<Schemas> => {
  const { readdir, readFile } = await import('node:fs/promises');
  const path = await import('node:path');
  const folder = path.join(path.dirname(app.self[1] ?? ''), '..', 'dist', 'schemas');
  const files = (await readdir(folder)).toSorted();
  const read = async (file: string): Promise<[string, Schema]> => [
    file.replace(/\.json$/, ''),
    JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Schema,
  ];
  return new Map(await Promise.all(files.map(read)));
};

/** The names of other schemas that a schema refers to, directly or through another one. */
const referredBy = (schemas: Schemas, name: string, found = new Set<string>()): Set<string> => {
  const references = JSON.stringify(schemas.get(name)).matchAll(/"\$ref":"([\w-]+)\.json#/g);
  for (const [, other = ''] of references) {
    if (found.has(other)) continue;
    found.add(other);
    referredBy(schemas, other, found);
  }
  return found;
};

/** The schema with references that stay inside one file. `own` is the place of the schema in that file. */
const withLocalReferences = (schema: object, own: string): Schema =>
  JSON.parse(
    JSON.stringify(schema)
      .replaceAll('"$ref":"#/', `"$ref":"${own}`)
      .replaceAll(/"\$ref":"([\w-]+)\.json#\//g, '"$ref":"#/$$defs/$1.json/'),
  ) as Schema;

/** The schema with the schemas that it refers to in `$defs`, so that it needs no other file. */
const bundled = (schemas: Schemas, name: string, schema: Schema): Schema => {
  const embedded = [...referredBy(schemas, name)].map((other) => {
    const { $id: _id, $schema: _schema, ...rest } = schemas.get(other) as Schema;
    return [`${other}.json`, withLocalReferences(rest, `#/$defs/${other}.json/`)] as const;
  });
  const { $defs, ...rest } = withLocalReferences(schema, '#/');
  return { ...rest, $defs: { ...$defs, ...Object.fromEntries(embedded) } };
};

interface SchemaRow {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

const listOf = (schemas: Schemas): Records<SchemaRow> => ({
  kind: 'records',
  records: Array.from(schemas, ([name, { title, description }]) => ({ name, title, description })),
  columns: [
    text('name', (row: SchemaRow) => row.name),
    text('title', (row: SchemaRow) => row.title, { hidden: true }),
    text('description', (row: SchemaRow) => row.description, { shrink: 1 }),
  ],
  view: 'table',
  id: (row) => row.name,
  document: (row) => row,
  envelope: (documents) => ({ schemaVersion: 1, schemas: documents }),
});

const schema = async (app: App, name: string | undefined): Promise<Output> => {
  const schemas = await readSchemas(app);
  if (name === undefined) return listOf(schemas);
  const found = schemas.get(name);
  if (found === undefined)
    throw usageError(`There is no schema "${name}"`, 'List the schemas: asrctl schema');
  const document = bundled(schemas, name, found);
  return { kind: 'text', text: [`${JSON.stringify(document, null, 2)}\n`] } satisfies Text;
};
