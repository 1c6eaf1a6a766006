// Checks real output with the shipped schemas. The check is stricter than the shipped schema: an undocumented field
// is an error in the tests, although older readers must accept it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const folder = join(import.meta.dirname, '..', '..', 'src', 'formats', 'schemas');

type Schema = Record<string, unknown>;

/** Every shipped schema by name, without `.json`. */
export const schemas: Readonly<Record<string, Schema>> = Object.fromEntries(
  readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as Schema,
  ]),
);

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = (value: unknown, change: (item: Schema) => Schema): Schema =>
  Object.fromEntries(
    Object.entries(isSchema(value) ? value : {}).map(([key, item]) => [
      key,
      isSchema(item) ? change(item) : item,
    ]),
  );

/** Closes schemas of documents and fields. Targets of `$ref` and `anyOf` stay open, because they are combined. */
const closed = (schema: Schema, used = true): Schema => {
  const deeper: Schema = { ...schema };
  for (const key of ['properties', '$defs'] as const) {
    if (key in schema)
      deeper[key] = mapValues(schema[key], (item) => closed(item, key === 'properties'));
  }
  if (isSchema(schema['items'])) deeper['items'] = closed(schema['items']);
  for (const key of ['anyOf', 'oneOf'] as const) {
    const branches = schema[key];
    if (Array.isArray(branches)) deeper[key] = branches.map((b: Schema) => closed(b, false));
  }
  const shaped = ['$ref', 'properties', 'anyOf', 'oneOf'].some((key) => key in schema);
  return used && shaped ? { ...deeper, unevaluatedProperties: false } : deeper;
};

const formats = { 'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/ };

const judge = (strictly: boolean): Ajv2020 => {
  // Strict types would reject `unevaluatedProperties` beside a bare `$ref`.
  const types = { strictTypes: !strictly, allowUnionTypes: true };
  const ajv = new Ajv2020({ allErrors: true, strict: true, ...types, formats });
  for (const schema of Object.values(schemas)) ajv.addSchema(strictly ? closed(schema) : schema);
  return ajv;
};

const idOf = (name: string): string => String(schemas[name]?.['$id']);

const strict = judge(true);
const shipped = judge(false);

/** The errors of a document against a schema without additional fields; empty when it is valid. */
export const schemaErrors = (name: string, document: unknown): readonly string[] => {
  strict.validate(idOf(name), document);
  return (strict.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
};

/** True when the document is valid under the schema as shipped. */
export const schemaTakes = (name: string, document: unknown): boolean =>
  shipped.validate(idOf(name), document);
