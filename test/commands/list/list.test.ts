import { describe, expect, test } from 'vitest';
import type { JobPage, ListQuery } from '../../../src/api/provider.js';
import type { Job } from '../../../src/jobs/job.js';
import { textWidth } from '../../../src/terminal/text.js';
import { asrctl, type RunOptions } from '../../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../../support/scripted-provider.js';

const jobs: readonly Job[] = [
  jobWith({
    id: 'a1',
    type: 'ASR',
    state: 'succeeded',
    title: 'Monday',
    input: 'oss://b/monday.mp4',
    createdAt: '2026-01-31T11:57:00Z',
    startedAt: '2026-01-31T11:57:10Z',
    finishedAt: '2026-01-31T11:58:40Z',
  }),
  jobWith({
    id: 'b2',
    type: 'ASR',
    state: 'failed',
    title: '=HYPERLINK("x")',
    input: 'oss://b/周一的会议.mp4',
    createdAt: '2026-01-29T12:00:00Z',
    error: { code: 'E1', message: 'broken, "quite"' },
  }),
];

/** Pages of the given size, with an offset as token; records the queries. */
const paged = (all: readonly Job[], asked: ListQuery[] = [], more: Partial<JobPage> = {}) =>
  scriptedProvider({
    async list(query) {
      asked.push(query);
      const from = Number(query.nextToken ?? 0);
      const to = from + (query.pageSize ?? 100);
      const nextToken = to < all.length ? String(to) : null;
      return pageOf(all.slice(from, to), { nextToken, total: all.length, ...more });
    },
  });

const list = (argv: readonly string[], options: RunOptions = {}) =>
  asrctl(['list', ...argv], { provider: paged(jobs), ...options });

test('a table, newest first', async () => {
  expect(await list([])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: `ID  STATE      TYPE  TITLE            AGE  TOOK  INPUT
a1  succeeded  ASR   Monday           3m   1m    oss://b/monday.mp4
b2  failed     ASR   =HYPERLINK("x")  2d         oss://b/周一的会议.mp4
`,
  });
});

test.each([60, 80, 200])('fits a terminal of %i columns', async (columns) => {
  const long = jobs.map((job) => ({ ...job, title: `${job.title} ${'很长的标题'.repeat(12)}` }));
  const flags = ['--color', 'never'];
  const { stdout } = await list(flags, { provider: paged(long), tty: true, columns });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
  expect(stdout).toContain('succeeded');
  expect(stdout.includes('…')).toBe(columns < 200);
});

describe('colour', () => {
  const green = '\u001b[32msucceeded\u001b[39m';
  test.each<[string, boolean, RunOptions & { flags?: string[] }]>([
    ['on a terminal', true, { tty: true, env: { TERM: 'xterm' } }],
    ['not into a pipe', false, {}],
    ['not with NO_COLOR', false, { tty: true, env: { TERM: 'xterm', NO_COLOR: '1' } }],
    ['not on a dumb terminal', false, { tty: true, env: { TERM: 'dumb' } }],
    ['not with CLICOLOR=0', false, { tty: true, env: { TERM: 'xterm', CLICOLOR: '0' } }],
    ['with FORCE_COLOR into a pipe', true, { env: { FORCE_COLOR: '1' } }],
    ['with --color always', true, { flags: ['--color', 'always'], env: { NO_COLOR: '1' } }],
    ['not with --no-color', false, { flags: ['--no-color'], tty: true }],
    ['not where only stderr is a terminal', false, { tty: ['stderr'] }],
  ])('%s: %s', async (_name, on, { flags = [], ...options }) => {
    const { stdout } = await list(flags, options);
    expect(stdout.includes(green)).toBe(on);
    expect(/\u001b/.test(stdout)).toBe(on);
  });
});

test('csv: every column, exact values, safe to open in a spreadsheet', async () => {
  const { stdout } = await list([
    '--format',
    'csv',
    '--columns',
    'id,title,createdAt,tookMs,error',
  ]);
  expect(stdout).toBe(
    'id,title,createdAt,tookMs,error\r\n' +
      'a1,Monday,2026-01-31T11:57:00Z,90000,\r\n' +
      `b2,"'=HYPERLINK(""x"")",2026-01-29T12:00:00Z,,"E1: broken, ""quite"""\r\n`,
  );
});

test('tsv, jsonl and id', async () => {
  expect((await list(['--format', 'tsv', '--columns', 'id,title'])).stdout).toBe(
    'id\ttitle\na1\tMonday\nb2\t=HYPERLINK("x")\n',
  );
  expect((await list(['--format', 'id'])).stdout).toBe('a1\nb2\n');
  const lines = (await list(['--format', 'jsonl'])).stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { schemaVersion: 2, id: 'a1' },
    { schemaVersion: 2, id: 'b2' },
  ]);
});

test('json and yaml hold the page, the token and the total', async () => {
  const { stdout } = await list(['--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 2,
    jobs: [{ id: 'a1' }, { id: 'b2', error: { code: 'E1' } }],
    nextToken: null,
    total: 2,
  });
  expect((await list(['--format', 'yaml'])).stdout).toMatch(
    /^schemaVersion: 2\njobs:\n {2}- id: a1\n/,
  );
});

test('nothing found: an empty result, and a notice with a table', async () => {
  const provider = paged([]);
  expect(await asrctl(['list'], { provider })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'No jobs found.\n',
  });
  const json = await asrctl(['list', '--json'], { provider });
  expect(json).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(json.stdout)).toEqual({
    schemaVersion: 2,
    jobs: [],
    nextToken: null,
    total: 0,
  });
});

test('--limit stops with a notice and fetches no more; --all continues', async () => {
  const many = Array.from({ length: 250 }, (_, i) => jobWith({ id: `j${i}` }));
  const asked: ListQuery[] = [];
  const some = await asrctl(['list', '--format', 'id'], { provider: paged(many, asked) });
  expect(some.stdout.trimEnd().split('\n')).toHaveLength(20);
  expect(some.stderr).toBe('20 of 250 jobs shown; --all shows all, --limit N shows more.\n');
  expect(asked.map(({ pageSize }) => pageSize)).toEqual([20]);
  const all = await asrctl(['list', '--all', '--format', 'id'], { provider: paged(many) });
  expect(all.stdout.trimEnd().split('\n')).toHaveLength(250);
  expect(all.stderr).toBe('');
});

test('--next-token continues with the first job not shown, also in the middle of a page', async () => {
  const many = Array.from({ length: 90 }, (_, i) =>
    jobWith({ id: `j${i}`, title: i % 3 === 0 ? 'kept' : 'other' }),
  );
  const provider = paged(many);
  const shown: string[] = [];
  const limits = ['7', '4', '30'];
  let more: string[] = [];
  for (const limit of limits) {
    const argv = ['list', '--title', 'kept', '--limit', limit, '--json', '-q', ...more];
    const { stdout } = await asrctl(argv, { provider });
    const page = JSON.parse(stdout) as { jobs: Job[]; nextToken: string | null; total: null };
    shown.push(...page.jobs.map(({ id }) => id));
    expect(page.total).toBeNull();
    more = page.nextToken === null ? [] : ['--next-token', page.nextToken];
  }
  expect(shown).toEqual(many.filter(({ title }) => title === 'kept').map(({ id }) => id));
  expect(more).toEqual([]);
  for (const token of ['2', Buffer.from('[1,2]').toString('base64url')])
    expect(await asrctl(['list', '--next-token', token], { provider })).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'asrctl: --next-token is not a token of asrctl list\n' +
        'Copy nextToken from the output of asrctl list --json.\n',
    });
});

test('total counts the jobs that all filters leave, or is null', async () => {
  const totalOf = async (...argv: readonly string[]) =>
    (JSON.parse((await list([...argv, '--json', '-q'])).stdout) as { total: number | null }).total;
  expect(await totalOf()).toBe(2);
  expect(await totalOf('--limit', '1')).toBe(2);
  // Filtered locally: known only when every page was read.
  expect(await totalOf('--state', 'failed')).toBe(1);
  expect(await totalOf('--type', 'ASR', '--limit', '1')).toBeNull();
});

test('a job that moved to the next page during the listing is shown once', async () => {
  const provider = scriptedProvider({
    list: async ({ nextToken }) =>
      nextToken === undefined
        ? pageOf([jobWith({ id: 'x' }), jobWith({ id: 'y' })], { nextToken: '2' })
        : pageOf([jobWith({ id: 'y' }), jobWith({ id: 'z' })]),
  });
  expect((await asrctl(['list', '--all', '--format', 'id'], { provider })).stdout).toBe(
    'x\ny\nz\n',
  );
});

test('filters go to the service; what it does not have is filtered locally, with a notice', async () => {
  const asked: ListQuery[] = [];
  const argv = ['list', '--state', 'failed', '--type', 'ASR', '--since', '3d', '--title', 'hyper'];
  const result = await asrctl([...argv, '--format', 'id'], { provider: paged(jobs, asked) });
  expect(result).toMatchObject({
    stdout: 'b2\n',
    stderr: 'Filtered locally; the service cannot filter by --type, --state, --since, --title.\n',
  });
  expect(asked[0]).toMatchObject({
    states: ['failed'],
    types: ['ASR'],
    sinceMs: Date.UTC(2026, 0, 28, 12),
    order: 'desc',
  });
});

test('--since ends the walk at the window, --until leaves out later jobs', async () => {
  const days = Array.from({ length: 300 }, (_, i) =>
    jobWith({
      id: `d${i}`,
      createdAt: new Date(Date.UTC(2026, 0, 31) - i * 86_400_000).toISOString(),
    }),
  );
  const asked: ListQuery[] = [];
  const argv = [
    'list',
    '--all',
    '--since',
    '2026-01-20',
    '--until',
    '2026-01-23',
    '--format',
    'id',
  ];
  const { stdout } = await asrctl([...argv, '-q'], { provider: paged(days, asked) });
  expect(stdout).toBe('d9\nd10\nd11\n');
  expect(asked).toHaveLength(1);
});

test.each([
  [['--state', 'done'], '--state "done" is not a state'],
  [['--limit', '0'], '--limit "0" is not a whole number above 0'],
  [['--columns', 'id,colour'], 'There is no column "colour"'],
  [['--since', 'someday'], '--since "someday" is not a time'],
  [['--since', '2026-02-30'], '--since "2026-02-30" is not a time'],
  [['--since', '1d', '--until', '2d'], '--since 1d is not before --until 2d'],
  [['--since', '2d', '--until', '2d'], '--since 2d is not before --until 2d'],
  [['--format', 'xml'], 'There is no format "xml"'],
  [['--format', 'json,csv'], 'This command writes one format at a time'],
  [['--json', '--format', 'csv'], '--json and --format contradict each other'],
])('%j is refused before any call', async (flags, message) => {
  const provider = scriptedProvider({});
  const result = await asrctl(['list', ...flags], { provider });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
});

test('a closed pipe ends it quietly', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => jobWith({ id: `j${i}` }));
  const asked: ListQuery[] = [];
  const options = { provider: paged(many, asked), stdoutWrites: 1 };
  expect(await asrctl(['list', '--all', '--format', 'id'], options)).toMatchObject({
    code: 0,
    stdout: many
      .slice(0, 100)
      .map(({ id }) => `${id}\n`)
      .join(''),
    stderr: '',
  });
  // A page is one write; that of the second finds the reader gone.
  expect(asked).toHaveLength(2);
});
