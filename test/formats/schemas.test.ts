// Every document that a command prints, judged by the schema that ships with the package.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeJob, decodeListed } from '../../src/api/ims/decode.js';
import { CliError, Exit } from '../../src/errors.js';
import { isTerminal, type Job } from '../../src/jobs/job.js';
import type { Provider } from '../../src/api/provider.js';
import {
  productionFixtures,
  productionJob,
  productionProvider,
} from '../commands/production/fixture.js';
import { asrctl, temporaryFolder } from '../support/run.js';
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

const seen = new Set<string>();
const holds = (name: string, document: unknown): void => {
  seen.add(name);
  expect(schemaErrors(name, document)).toEqual([]);
  expect(schemaTakes(name, document)).toBe(true);
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

test('get, list, wait: each documented shape of job', async () => {
  const jobs = await shapes();
  const provider = knowing(jobs);
  for (const { id } of jobs) {
    holds('job', await documentOf(['get', id], provider));
    holds('job', await documentOf(['get', id, '--raw'], provider));
  }
  const ids = jobs.map(({ id }) => id);
  holds('jobs', await documentOf(['get', ...ids], provider));
  const done = jobs.filter(({ state }) => isTerminal(state)).map(({ id }) => id);
  holds('jobs', await documentOf(['wait', ...done], provider));
  holds('list', await documentOf(['list'], provider));
});

test('an item of a list, and a job of which nothing is known', async () => {
  const item = { JobId: 'a', JobState: 'Finished', UserId: 0, CreateTime: '2026-01-31T12:00:00Z' };
  const listed = decodeListed(item, asker, null);
  holds('list', await documentOf(['list'], knowing([listed, jobWith({ id: 'b' })])));
});

test('submit, its plan, and errors', async () => {
  const provider = knowing([]);
  holds('submit', await documentOf(['submit', 'oss://b/a.mp3'], provider));
  holds('requests', await documentOf(['submit', '--dry-run', 'oss://b/a.mp3'], provider));
  const missing = await asrctl(['get', 'nobody', '--json'], { provider });
  holds('error', JSON.parse(missing.stderr));
  const usage = await asrctl(['get', '--json'], { provider });
  holds('error', JSON.parse(usage.stderr));
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
  holds('error', JSON.parse(refused.stderr));
});

test('production jobs', async () => {
  const jobs = productionFixtures.map((name, i) => ({ ...productionJob(name), id: `p${i}` }));
  const provider = productionProvider({
    get: async (id) => jobs.find((job) => job.id === id) ?? null,
    cancel: async () => true,
    prepare: async ({ input }) => ({
      media: input,
      operation: 'SubmitIProductionJob',
      parameters: {},
    }),
    submit: async ({ media }) => ({ input: media, id: 'new', state: 'queued' }),
  });
  const production = (...argv: string[]) => documentOf(['production', ...argv], provider);
  for (const { id } of jobs) holds('production-job', await production('get', id, '--raw'));
  holds('production-jobs', await production('get', 'p0', 'p1'));
  holds('production-jobs', await production('wait', 'p0', 'p1'));
  holds('cancelled', await production('cancel', 'p0'));
  const submit = ['submit', '--function', 'Cover', '--input', 'oss://b/a', '--output', 'oss://b/c'];
  holds('submit', await production(...submit));
  holds('requests', await production(...submit, '--dry-run'));
});

test('what a submit needs to name, profiles, doctor and the local service', async () => {
  const provider = knowing([]);
  holds('queues', await documentOf(['queue', 'list'], provider));
  holds('hotwords', await documentOf(['hotwords', 'list'], provider));
  holds('hotwords', await documentOf(['hotwords', 'get', 'b1'], provider));
  holds('profiles', await documentOf(['profile', 'list']));
  holds('profile', await documentOf(['profile', 'show', 'local']));
  holds('local-status', await documentOf(['local', 'status']));
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAImadeUp', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  const options = { home, provider, env: { ...keys, ASRCTL_REGION: 'cn-shanghai' } };
  const doctor = await asrctl(['doctor', '--explain', '--json', '--profile', 'env'], options);
  holds('doctor', JSON.parse(doctor.stdout));
  const tested = await asrctl(['profile', 'test', 'env', '--json'], options);
  holds(
    tested.code === Exit.ok ? 'profile-test' : 'error',
    JSON.parse(tested.stdout || tested.stderr),
  );
});

const srt = '1\n00:00:01,000 --> 00:00:01,100\nThe tide takes the harbour wall by surprise\n\n';

test('lint and the transcript', async () => {
  await writeFile(join(home, 'a.srt'), srt);
  holds('lint', await documentOf(['lint', 'a.srt']));
  holds('lint', await documentOf(['lint', 'a.srt', '--summary']));
  const [first] = await shapes();
  const result = await asrctl(['export', first?.id ?? '', '--format', 'json'], {
    provider: knowing(await shapes()),
  });
  holds('transcript', JSON.parse(result.stdout));
});

test('every schema was held against something, is a schema, and says what it is', () => {
  const known = Object.keys(schemas).filter((name) => name !== 'profile-test');
  expect([...seen].filter((name) => name !== 'profile-test').toSorted()).toEqual(known.toSorted());
  for (const schema of Object.values(schemas)) {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: expect.any(String),
      description: expect.any(String),
    });
  }
});

test('a schema refuses what is missing or of another kind', async () => {
  const [job] = await shapes();
  const { raw, ...document } = { schemaVersion: 1, ...job };
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
