// Every document that a command prints is valid under the schema that ships with the package.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ci } from '../../src/api/ci/index.js';
import { decodeJob, decodeListed } from '../../src/api/ims/decode.js';
import { ims } from '../../src/api/ims/index.js';
import { CliError, Exit } from '../../src/errors.js';
import { isTerminal, type Job } from '../../src/jobs/job.js';
import type { Provider } from '../../src/api/provider.js';
import {
  productionFixtures,
  productionJob,
  productionProvider,
} from '../commands/production/fixture.js';
import { put, python } from '../judges/tools.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { runService } from '../local/support.js';
import { schemaErrors, schemas, schemaTakes } from '../support/schemas.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';

let home = '';
beforeAll(async () => {
  home = await temporaryFolder();
});
afterAll(() => rm(home, { recursive: true, force: true }));

const asker = { profile: 'work', region: 'cn-shanghai' };
const answers = join(import.meta.dirname, '..', 'fixtures', 'ims', 'shapes.json');

/** Jobs of every documented shape, as the adapter decodes them. */
const shapes = async (): Promise<Job[]> => {
  const all = JSON.parse(await readFile(answers, 'utf8')) as Record<
    string,
    Record<string, unknown>
  >;
  return Object.values(all).map((body) => {
    const job = decodeJob(body, asker, JSON.stringify(body));
    if (job === null) throw new Error('a fixture is no job');
    return job;
  });
};

const documentOf = async (argv: readonly string[], provider?: Provider): Promise<unknown> => {
  const result = await asrctl([...argv, '--json'], { home, ...(provider ? { provider } : {}) });
  expect(result.stdout, `${argv.join(' ')}: ${result.stderr}`).not.toBe('');
  return JSON.parse(result.stdout);
};

const lineOf = async (argv: readonly string[], provider: Provider): Promise<unknown> =>
  JSON.parse((await asrctl([...argv, '--format', 'jsonl'], { home, provider })).stdout);

const seen = new Set<string>();
const judged: [name: string, document: unknown][] = [];
/** The errors of a document against its strict schema; empty when it is valid. */
const faults = (name: string, document: unknown): readonly string[] => {
  seen.add(name);
  judged.push([name, document]);
  return schemaErrors(name, document);
};

const knowing = (jobs: readonly Job[]): Provider =>
  scriptedProvider({
    get: async (ids) => ids.map((id) => jobs.find((job) => job.id === id) ?? null),
    list: async () => pageOf(jobs, { nextToken: null, total: jobs.length }),
    submit: async ({ media }) => ({ input: media, id: 'new', state: 'queued' }),
    queues: async () => [
      {
        id: 'q',
        name: 'speech',
        state: 'active',
        providerState: 'Active',
        bucket: 'talks-1250000000',
        maxWaiting: 100,
        maxRunning: null,
        createdAt: '2026-01-31T12:00:00Z',
        updatedAt: null,
      },
    ],
    hotwords: {
      async *list() {
        yield library;
      },
      get: async () => library,
    },
    probe: async () => ({ host: 'example', skewMs: 1 }),
  });

const library = {
  id: 'b1',
  name: 'boats',
  description: null,
  scenario: 'ASR',
  createdAt: '2026-01-31T12:00:00Z',
  updatedAt: null,
  words: [{ text: 'halyard', language: 'en', weight: 2 }],
};

test('get, list, wait: each documented shape of a job', async () => {
  const jobs = await shapes();
  const provider = knowing(jobs);
  for (const { id } of jobs) {
    expect(faults('jobs', await documentOf(['get', id], provider))).toEqual([]);
    expect(faults('jobs', await documentOf(['get', id, '--raw'], provider))).toEqual([]);
    expect(faults('job', await lineOf(['get', id, '--raw'], provider))).toEqual([]);
  }
  const ids = jobs.map(({ id }) => id);
  expect(faults('jobs', await documentOf(['get', ...ids], provider))).toEqual([]);
  const done = jobs.filter(({ state }) => isTerminal(state)).map(({ id }) => id);
  expect(faults('jobs', await documentOf(['wait', ...done], provider))).toEqual([]);
  expect(faults('list', await documentOf(['list'], provider))).toEqual([]);
});

test('an item of a list, and a job without known fields', async () => {
  const item = { JobId: 'a', JobState: 'Finished', UserId: 0, CreateTime: '2026-01-31T12:00:00Z' };
  const listed = decodeListed(item, asker, null);
  expect(
    faults('list', await documentOf(['list'], knowing([listed, jobWith({ id: 'b' })]))),
  ).toEqual([]);
});

test('jobs of Tencent CI, from every fixture', async () => {
  const folder = join(import.meta.dirname, '..', 'fixtures', 'ci');
  for (const name of ['get.xml', 'python-create.json', 'python-get.json']) {
    const text = await readFile(join(folder, name), 'utf8');
    const job = await ci.readAnswer(name.endsWith('.json') ? JSON.parse(text) : null, text);
    if (job === null) throw new Error(`${name} is no job`);
    expect(faults('jobs', await documentOf(['get', job.id], knowing([job])))).toEqual([]);
    expect(faults('list', await documentOf(['list'], knowing([job])))).toEqual([]);
  }
});

test('submit, its plan, and errors', async () => {
  const provider = knowing([]);
  expect(faults('submit', await documentOf(['submit', 'oss://b/a.mp3'], provider))).toEqual([]);
  expect(
    faults('requests', await documentOf(['submit', '--dry-run', 'oss://b/a.mp3'], provider)),
  ).toEqual([]);
  const missing = await asrctl(['get', 'nobody', '--json'], { provider });
  expect(faults('error', JSON.parse(missing.stderr))).toEqual([]);
  const usage = await asrctl(['get', '--json'], { provider });
  expect(faults('error', JSON.parse(usage.stderr))).toEqual([]);
  const failing = scriptedProvider({
    get: async () => {
      throw new CliError(Exit.auth, 'No.', {
        code: 'Forbidden.RAM',
        requestId: 'R-1',
        hint: 'Ask.',
      });
    },
  });
  const refused = await asrctl(['get', 'x', '--json'], { provider: failing });
  expect(faults('error', JSON.parse(refused.stderr))).toEqual([]);
});

test('production jobs', async () => {
  const jobs = productionFixtures.map((name, i) => ({ ...productionJob(name), id: `p${i}` }));
  const provider = productionProvider({
    get: async (id) => jobs.find((job) => job.id === id) ?? null,
    cancel: async () => true,
    prepare: async ({ input }) => ({
      media: input,
      input,
      operation: 'SubmitIProductionJob',
      parameters: {},
    }),
    submit: async ({ media }) => ({ input: media, id: 'new', state: 'queued' }),
  });
  const production = (...argv: string[]) => documentOf(['production', ...argv], provider);
  for (const { id } of jobs)
    expect(
      faults('production-job', await lineOf(['production', 'get', id, '--raw'], provider)),
    ).toEqual([]);
  expect(faults('production-jobs', await production('get', 'p0', 'p1'))).toEqual([]);
  expect(faults('production-jobs', await production('wait', 'p0', 'p1'))).toEqual([]);
  expect(faults('cancelled', await production('cancel', 'p0'))).toEqual([]);
  const submit = ['submit', '--function', 'Cover', '--input', 'oss://b/a', '--output', 'oss://b/c'];
  expect(faults('submit', await production(...submit))).toEqual([]);
  expect(faults('requests', await production(...submit, '--dry-run'))).toEqual([]);
});

test('queues, hotwords, profiles, doctor and the local service', async () => {
  const provider = knowing([]);
  expect(faults('queues', await documentOf(['queue', 'list'], provider))).toEqual([]);
  expect(faults('hotwords', await documentOf(['hotwords', 'list'], provider))).toEqual([]);
  expect(faults('hotwords', await documentOf(['hotwords', 'get', 'b1'], provider))).toEqual([]);
  expect(faults('profiles', await documentOf(['profile', 'list']))).toEqual([]);
  expect(faults('profile', await documentOf(['profile', 'show', 'local']))).toEqual([]);
  expect(faults('local-status', await documentOf(['local', 'status']))).toEqual([]);
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAImadeUp', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  const options = { home, provider, env: { ...keys, ASRCTL_REGION: 'cn-shanghai' } };
  const doctor = await asrctl(['doctor', '--explain', '--json', '--profile', 'env'], options);
  expect(faults('doctor', JSON.parse(doctor.stdout))).toEqual([]);
  const providers = [{ ...ims, open: async () => provider }];
  const tested = await asrctl(['profile', 'test', 'env', '--json'], { ...options, providers });
  expect(faults('profile-test', JSON.parse(tested.stdout))).toEqual([]);
});

test('paths and version', async () => {
  expect(faults('paths', await documentOf(['paths']))).toEqual([]);
  expect(faults('version', await documentOf(['version']))).toEqual([]);
  expect(faults('help', await documentOf(['help']))).toEqual([]);
  expect(faults('help', await documentOf(['profile', 'add', '--help']))).toEqual([]);
});

test('journal prune', async () => {
  expect(faults('pruned', await documentOf(['journal', 'prune']))).toEqual([]);
});

test('the list of schemas', async () => {
  expect(faults('schemas', await documentOf(['schema']))).toEqual([]);
});

test('faults of the local service', async () => {
  const service = await runService();
  const { stdout } = await asrctl(['local', 'faults', 'set', 'reset', '--json'], {
    home: service.dir,
  });
  await service.end();
  expect(faults('local-faults', JSON.parse(stdout))).toEqual([]);
});

const srt = '1\n00:00:01,000 --> 00:00:01,100\nThe tide takes the harbour wall by surprise\n\n';

test('styles', async () => {
  expect(faults('styles', await documentOf(['styles']))).toEqual([]);
});

test('lint and the transcript', async () => {
  await writeFile(join(home, 'a.srt'), srt);
  expect(faults('lint', await documentOf(['lint', 'a.srt']))).toEqual([]);
  expect(faults('lint', await documentOf(['lint', 'a.srt', '--summary']))).toEqual([]);
  const [first] = await shapes();
  const result = await asrctl(['export', first?.id ?? '', '--format', 'json'], {
    provider: knowing(await shapes()),
  });
  expect(faults('transcript', JSON.parse(result.stdout))).toEqual([]);
});

test('transcribe, its dry run, and faults', async () => {
  const [spoken] = await shapes();
  if (spoken === undefined) throw new Error('there is no shape');
  const provider = scriptedProvider({
    submit: async ({ media }) => ({ input: media, id: spoken.id, state: 'queued' }),
    get: async () => [spoken],
  });
  const media = 'oss://b/a.mp3';
  expect(
    faults('transcribe-plan', await documentOf(['transcribe', '--dry-run', media], provider)),
  ).toEqual([]);
  expect(faults('transcribe', await documentOf(['transcribe', media], provider))).toEqual([]);
  const failing = scriptedProvider({
    submit: async () => {
      throw new CliError(Exit.usage, 'Not this one.');
    },
  });
  const failed = await documentOf(['transcribe', 'oss://b/b.mp3', 'oss://b/c.mp3'], failing);
  expect(faults('transcribe', failed)).toEqual([]);
  const one = { name: 'slow', operation: '*', left: 2, delayMs: 5000 };
  expect(faults('faults', { schemaVersion: 1, faults: [one, { ...one, delayMs: null }] })).toEqual(
    [],
  );
});

test('every schema was checked with a document, is valid, and has a title and descriptions', () => {
  expect([...seen].toSorted()).toEqual(Object.keys(schemas).toSorted());
  for (const schema of Object.values(schemas)) {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: expect.stringMatching(/^https:\/\/asrctl\.example\/schemas\/[\w-]+\.json$/),
      title: expect.any(String),
      description: expect.any(String),
    });
  }
});

test('a second validator, jsonschema of Python, accepts every document and rejects a changed one', async () => {
  const folder = join(import.meta.dirname, '..', '..', 'src', 'formats', 'schemas');
  const errorsOf = async (documents: readonly unknown[]): Promise<unknown> =>
    python('jsonschema', folder, put('documents.json', JSON.stringify(documents)));
  expect(await errorsOf(judged)).toEqual({ documents: judged.length, errors: [] });
  expect(judged.length).toBeGreaterThan(20);
  const [job] = await shapes();
  const broken = { ...job, source: null, state: 'done' };
  expect(await errorsOf([['job', broken]])).toEqual({
    documents: 1,
    errors: [expect.stringMatching(/^job \$\.state: 'done' is not one of/)],
  });
});

test('a schema rejects missing fields and other types', async () => {
  const [job] = await shapes();
  const { raw, ...document } = { ...job, source: null };
  expect(raw).toBeTypeOf('string');
  const { userData, ...without } = document;
  expect(userData).not.toBeUndefined();
  expect(schemaTakes('job', document)).toBe(true);
  expect(schemaTakes('job', without)).toBe(false);
  expect(schemaTakes('job', { ...document, state: 'done' })).toBe(false);
  expect(schemaTakes('job', { ...document, createdAt: '2026-01-31 12:00' })).toBe(false);
  expect(schemaErrors('job', { ...document, unheard: 1 })).toHaveLength(1);
  expect(schemaTakes('job', { ...document, unheard: 1 })).toBe(true);
});
