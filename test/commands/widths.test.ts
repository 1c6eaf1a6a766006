// Tables at three widths of terminal, and every documented shape of job once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ci } from '../../src/api/ci/index.js';
import { decodeJob } from '../../src/api/ims/decode.js';
import type { Job } from '../../src/jobs/job.js';
import { textWidth } from '../../src/terminal/text.js';
import { asrctl } from '../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';

const shapes = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'ims', 'shapes.json'), 'utf8'),
) as Record<string, Record<string, unknown>>;

const asker = { profile: 'work', region: 'cn-shanghai' };
const jobs = Object.entries(shapes).map(([name, body]) => {
  const job = decodeJob(body, asker, null);
  if (job === null) throw new Error(`the shape ${name} is no job`);
  return { name, job };
});

const listed: readonly Job[] = [
  jobWith({
    id: '5b1f0c7e9d2a4c3e8f6a7b8c9d0e1f2a',
    type: 'ASR',
    state: 'succeeded',
    title: 'Harbour talk, first part',
    input: 'oss://harbour.oss-cn-shanghai.aliyuncs.com/talks/2026/first.mp4',
    createdAt: '2026-01-31T11:15:00Z',
  }),
  jobWith({
    id: '6c2f0c7e9d2a4c3e8f6a7b8c9d0e1f2b',
    type: 'VideoTranslation',
    state: 'running',
    title: '港口谈话，第二部分，带字幕和译文',
    input: 'oss://harbour.oss-cn-shanghai.aliyuncs.com/talks/2026/第二.mp4',
    createdAt: '2026-01-29T11:15:00Z',
  }),
];

const provider = scriptedProvider({
  list: async () => pageOf(listed),
  get: async (ids) => ids.map((id) => jobs.find(({ job }) => job.id === id)?.job ?? null),
  queues: async () => [
    {
      id: 'p7369ebcf8f93414c8250c9663e1dff5a',
      name: 'queue-speech',
      state: 'active',
      providerState: 'Active',
      bucket: 'talks-1250000000',
      maxWaiting: 1000,
      maxRunning: 10,
      createdAt: null,
      updatedAt: null,
    },
  ],
  hotwords: {
    async *list() {
      yield {
        id: 'a93b91141c0f422fa114af203f8b8a1c',
        name: 'harbour words 港口词',
        description: 'names of boats, of people, and of every pier there is in the old harbour',
        scenario: 'ASR',
        createdAt: null,
        updatedAt: null,
        words: null,
      };
    },
    get: async () => null,
  },
});

describe.each([60, 80, 200])('%d columns', (columns) => {
  test.each(['list', 'queue list', 'hotwords list', 'profile list'])('%s', async (line) => {
    const options = { provider, columns, tty: true, env: { NO_COLOR: '1' } };
    const { stdout } = await asrctl(line.split(' '), options);
    expect(stdout).toMatchSnapshot();
  });

  test('no line of a table is wider, ids stay whole', async () => {
    const { stdout } = await asrctl(['list'], { provider, columns });
    for (const row of stdout.trimEnd().split('\n'))
      expect(textWidth(row)).toBeLessThanOrEqual(columns);
    for (const { id } of listed) expect(stdout).toContain(id);
  });
});

test.each(jobs.map(({ name, job }) => [name, job.id]))('%s', async (_name, id) => {
  const { stdout, stderr } = await asrctl(['get', id, '--utc'], { provider, columns: 80 });
  expect(stderr).toBe('');
  expect(stdout).toMatchSnapshot();
});

test.each(['get.xml', 'python-create.json', 'python-get.json'])('Tencent CI, %s', async (name) => {
  const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'ci', name), 'utf8');
  const job = await ci.readAnswer(name.endsWith('.json') ? JSON.parse(text) : null, text);
  const one = scriptedProvider({ get: async () => [job] });
  const { stdout } = await asrctl(['get', 'x', '--utc'], { provider: one, columns: 80 });
  expect(stdout).toMatchSnapshot();
});
