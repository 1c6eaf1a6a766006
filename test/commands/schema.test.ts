import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { emptyJob } from '../../src/jobs/job.js';
import { put, python } from '../judges/tools.js';
import { asrctl } from '../support/run.js';
import { schemaErrors, schemas } from '../support/schemas.js';

const names = Object.keys(schemas);

const printed = async (name: string): Promise<Record<string, unknown>> => {
  const { code, stdout } = await asrctl(['schema', name]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
};

const validatorOf = (schema: object): ReturnType<Ajv2020['compile']> =>
  new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema);

test('without a name it lists every schema', async () => {
  const ids = await asrctl(['schema', '--format', 'id']);
  expect(ids.stdout.trim().split('\n').toSorted()).toEqual(names.toSorted());
  const { stdout } = await asrctl(['schema', '--json']);
  expect(schemaErrors('schemas', JSON.parse(stdout))).toEqual([]);
});

test.each(names)('%s is complete: it compiles without any other file', async (name) => {
  const schema = await printed(name);
  expect(schema['$id']).toBe(`https://asrctl.example/schemas/${name}.json`);
  expect(() => validatorOf(schema)).not.toThrow();
});

const { raw: _raw, ...job } = emptyJob('a1', 'ims');
const valid = { schemaVersion: 2, jobs: [{ ...job, source: null }] };
const invalid = { schemaVersion: 2, jobs: [{ ...job, source: null, state: 'done' }] };

test('a printed schema checks the schemas that it refers to, in two validators', async () => {
  const schema = await printed('jobs');
  const validate = validatorOf(schema);
  expect([validate(valid), validate(invalid)]).toEqual([true, false]);
  const folder = mkdtempSync(join(tmpdir(), 'asrctl-schema-'));
  writeFileSync(join(folder, 'jobs.json'), JSON.stringify(schema));
  const documents = put(
    'jobs-documents.json',
    JSON.stringify([valid, invalid].map((d) => ['jobs', d])),
  );
  expect(await python('jsonschema', folder, documents)).toEqual({
    documents: 2,
    errors: [expect.stringMatching(/^jobs \$\.jobs\[0\]\.state: 'done' is not one of/)],
  });
});

test('the definitions of a schema are kept beside those of the schemas that it refers to', async () => {
  const { $defs } = await printed('production-job');
  expect($defs).toMatchObject({
    job: { properties: { function: {} } },
    'job.json': { $defs: { job: { properties: { transcript: {} } } } },
  });
});

test('an unknown name is exit 2 and says how to list the names', async () => {
  expect(await asrctl(['schema', 'nothing'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(
      'There is no schema "nothing"\nList the schemas: asrctl schema',
    ),
  });
});
