// `get` on a terminal: lines that fit, and a pager for what is longer than the screen.
import { expect, test } from 'vitest';
import type { Job } from '../../src/jobs/job.js';
import { textWidth } from '../../src/terminal/text.js';
import { asrctl, type RunOptions } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

const said =
  '潮水比预报来得早，所以我们把第二条船系在内环上。Tie the second boat to the inner ring before the wind turns.';

const jobOf = (segments: number): Job =>
  jobWith({
    id: 'j1',
    state: 'failed',
    error: {
      code: 'Broken',
      message:
        'the recording ends in the middle of a word, and the service could not read the rest of it',
    },
    input: 'oss://harbour.oss-cn-shanghai.aliyuncs.com/talks/2026/a-long-name-of-a-recording.mp4',
    transcript: {
      language: 'zh',
      timing: 'segment',
      segments: Array.from({ length: segments }, (_, i) => ({
        startMs: i * 1000,
        endMs: i * 1000 + 900,
        text: said,
        speaker: null,
        channel: null,
        words: [],
      })),
    },
  });

const get = (segments: number, options: RunOptions = {}, ...flags: readonly string[]) =>
  asrctl(['get', 'j1', ...flags], {
    provider: scriptedProvider({ get: async () => [jobOf(segments)] }),
    tty: true,
    columns: 60,
    env: { NO_COLOR: '1' },
    ...options,
  });

test('values and transcript are broken between words, below each other', async () => {
  expect((await get(1)).stdout).toBe(`Job:   j1
State: failed
Error: Broken: the recording ends in the middle of a word,
       and the service could not read the rest of it
Input: oss://harbour.oss-cn-shanghai.aliyuncs.com/talks/2026/a-long-name-of-a-recording.mp4

Transcript
  FROM     TO       TEXT
  00:00.0  00:00.9  潮水比预报来得早，所以我们把第二条船系在
                    内环上。Tie the second boat to the inner
                    ring before the wind turns.
`);
});

test('a pipe gets every line whole', async () => {
  const { stdout } = await get(1, { tty: false });
  expect(stdout).toContain(`  00:00.0  00:00.9  ${said}\n`);
});

test('what is longer than the screen goes to less, with every segment', async () => {
  const { code, stdout, stderr, paged } = await get(200, { rows: 24 });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(paged[0]).toBe('less');
  expect(paged.join('').match(/潮水/g)).toHaveLength(200);
  for (const line of paged
    .slice(1)
    .join('')
    .split('\n')
    .filter((one) => !one.includes('oss://')))
    expect(textWidth(line)).toBeLessThanOrEqual(60);
});

test('what fits on the screen is printed', async () => {
  const { stdout, paged } = await get(1, { rows: 24 });
  expect(paged).toEqual([]);
  expect(stdout).toContain('潮水');
});

test('a user who leaves the pager early ends the command quietly', async () => {
  const { code, stderr } = await get(200, { rows: 24, pagerWrites: 0 });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a pager that cannot be started is reported, and the text printed', async () => {
  const env = { NO_COLOR: '1', ASRCTL_PAGER: 'nosuch -x', PAGER: 'more' };
  const { code, stdout, stderr } = await get(200, { rows: 24, pagerWrites: null, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'The pager nosuch cannot be started.\n' });
  expect(stdout.match(/潮水/g)).toHaveLength(200);
});

test('a machine without less prints the text, and nothing else', async () => {
  const { code, stdout, stderr } = await get(200, { rows: 24, pagerWrites: null });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.match(/潮水/g)).toHaveLength(200);
});

test.each<[string, Record<string, string>, string | undefined]>([
  ['ASRCTL_PAGER', { ASRCTL_PAGER: 'most -w', PAGER: 'more' }, 'most -w'],
  ['PAGER', { PAGER: 'more' }, 'more'],
  ['a JSON array', { PAGER: '["my pager", "-x y"]' }, 'my pager -x y'],
  ['none: cat', { ASRCTL_PAGER: 'cat', PAGER: 'more' }, undefined],
  ['none: empty', { PAGER: '' }, undefined],
  ['none: a dumb terminal', { TERM: 'dumb', PAGER: 'more' }, undefined],
])('the pager of %s', async (_name, env, started) => {
  const { paged } = await get(200, { rows: 24, env });
  expect(paged[0]).toBe(started);
});

test('--no-pager prints to the terminal, with the first segments', async () => {
  const { stdout, paged } = await get(200, { rows: 24 }, '--no-pager');
  expect(paged).toEqual([]);
  expect(stdout).toContain('188 more segments');
});
