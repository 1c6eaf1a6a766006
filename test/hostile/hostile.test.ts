// Text from outside, through every command and format: nothing of it steers a terminal, and
// machines get exactly what the service sent.
import { parse } from 'csv-parse/sync';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Provider } from '../../src/api/provider.js';
import { CliError, Exit } from '../../src/errors.js';
import { subtitleFormats } from '../../src/formats/subtitles/index.js';
import type { Job } from '../../src/jobs/job.js';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { productionJob, productionProvider } from '../commands/production/fixture.js';
import { hostileTexts, steering } from '../support/hostile.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';

let home = '';
beforeAll(async () => {
  home = await temporaryFolder();
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** A job that holds the text wherever a service may put text. */
const jobSaying = (text: string): Job =>
  jobWith({
    id: 'a1',
    type: text,
    state: 'failed',
    providerState: text,
    title: text,
    description: text,
    input: `oss://b/${text}`,
    createdAt: '2026-01-31T11:00:00Z',
    error: { code: text, message: text },
    userData: text,
    output: { note: text },
    usage: text,
    texts: [text],
    transcript: transcriptOf([
      { startMs: 0, endMs: 900, text, speaker: text, channel: null, words: [] },
    ]),
  });

const refusal = (text: string): CliError =>
  new CliError(Exit.error, `GetSmartHandleJob failed: ${text}`, {
    code: text,
    hint: text,
    requestId: text,
  });

const providerSaying = (text: string) =>
  scriptedProvider({
    get: async (ids) => {
      if (ids[0] === 'refused') throw refusal(text);
      return [{ ...jobSaying(text), id: ids[0] ?? '' }];
    },
    list: async () => pageOf([jobSaying(text)]),
    submit: async ({ media }) => ({ input: media, id: text, state: 'queued' }),
    queues: async () => [
      {
        id: text,
        name: text,
        state: 'unknown',
        providerState: text,
        bucket: text,
        maxWaiting: null,
        maxRunning: null,
        createdAt: text,
        updatedAt: text,
      },
    ],
    hotwords: {
      async *list() {
        yield library(text);
      },
      get: async () => library(text),
    },
    probe: async () => ({ host: text, skewMs: null }),
  });

const library = (text: string) => ({
  id: text,
  name: text,
  description: text,
  scenario: text,
  createdAt: text,
  updatedAt: text,
  words: [{ text, language: text, weight: 1 }],
});

const productionSaying = (text: string) =>
  productionJob('music-segments', {
    Name: text,
    Status: 'Success',
    Input: { Type: text, Media: text },
    Output: { Type: text, Media: text, Biz: text, OutputUrl: text },
    JobParams: JSON.stringify({ note: text }),
    UserData: text,
    TemplateId: text,
    Result: JSON.stringify([{ start: 0, end: 1, title: text }]),
    OutputFiles: [text],
    OutputUrls: [text],
  });

const production = (text: string) =>
  productionProvider({ get: async (id) => ({ ...productionSaying(text), id }) });

const lines: readonly (readonly string[])[] = [
  ['get', 'a1'],
  ['get', 'a1', 'a2', '--segments', '--raw'],
  ['get', 'refused'],
  ['get', 'refused', '--verbose'],
  ['get', 'refused', 'a1'],
  ['list'],
  [
    'list',
    '--columns',
    'id,state,type,title,age,tookMs,input,createdAt,description,userData,error',
  ],
  ['list', '--query', 'jobs[].title'],
  ['list', '--query', 'jobs[]', '--format', 'table'],
  ['list', '--format', 'id'],
  ['wait', 'a1'],
  ['wait', 'a1', 'a2'],
  ['submit', 'oss://b/a.mp3', '--again'],
  ['queue', 'list'],
  ['hotwords', 'list'],
  ['hotwords', 'get', 'x'],
];
const productionLines: readonly (readonly string[])[] = [
  ['production', 'get', 'p1'],
  ['production', 'wait', 'p1'],
  ['production', 'export', 'p1'],
  ['production', 'export', 'p1', '--format', 'csv'],
];
const machineLines = ['json', 'jsonl', 'csv', 'tsv', 'yaml'].map((f) => ['list', '--format', f]);
const exportLines = subtitleFormats.map(({ name }) => ['export', 'a1', '--format', name]);

describe.each(Object.entries(hostileTexts))('%s', (_name, text) => {
  /** The command lines after which something got to the terminal that must not, or nothing did. */
  const steered = async (argvs: readonly (readonly string[])[], provider: Provider) => {
    const found: string[] = [];
    for (const argv of argvs) {
      const world = { provider, home, tty: true, env: { NO_COLOR: '1' } };
      const { stdout, stderr, statuses } = await asrctl(argv, world);
      const shown = [stdout, stderr, ...statuses].join('');
      if (shown === '' || steering.test(shown)) found.push(`${argv.join(' ')}: ${shown}`);
    }
    return found;
  };

  test('nothing of it steers a terminal, whatever the command and the format', async () => {
    const argvs = [...lines, ...machineLines, ...exportLines];
    expect(await steered(argvs, providerSaying(text))).toEqual([]);
  });

  test('nor does what a production job says', async () => {
    expect(await steered(productionLines, production(text))).toEqual([]);
  });

  test('nor what a subtitle file holds', async () => {
    await writeFile(join(home, 'a.srt'), `1\n00:00:01,000 --> 00:00:01,001\n${text}\n\n${text}\n`);
    const argvs = [
      ['lint', 'a.srt'],
      ['export', 'a.srt', '--format', 'vtt'],
    ];
    expect(await steered(argvs, providerSaying(text))).toEqual([]);
  });

  test('no line is forged by what a cell or a field holds', async () => {
    const list = await asrctl(['list'], { provider: providerSaying(text), home });
    expect(list.stdout.trimEnd().split('\n')).toHaveLength(2);
    const wait = await asrctl(['wait', 'a1'], { provider: providerSaying(text), home });
    expect(wait.stdout).toBe('a1 failed\n');
  });

  test('machine formats keep every character', async () => {
    const run = async (...argv: string[]) =>
      (await asrctl(argv, { provider: providerSaying(text), home })).stdout;
    expect(JSON.parse(await run('get', 'a1', '--json'))).toMatchObject({
      jobs: [
        {
          title: text,
          error: { code: text, message: text },
          transcript: { segments: [{ text, speaker: text }] },
        },
      ],
    });
    expect(JSON.parse(await run('list', '--format', 'jsonl'))).toMatchObject({ title: text });
    const shown = await asrctl(['get', 'a1', '--json'], {
      provider: providerSaying(text),
      home,
      tty: true,
    });
    expect(JSON.parse(shown.stdout)).toMatchObject({ jobs: [{ title: text }] });
    const yaml = parseYaml(await run('list', '--format', 'yaml')) as { jobs: Job[] };
    expect(yaml.jobs[0]?.userData).toBe(text);
    const csv = parse(await run('list', '--format', 'csv'), {
      columns: true,
      record_delimiter: '\r\n',
    });
    const [row] = csv as Record<string, string>[];
    // A formula is kept from being run by an apostrophe in front.
    // A lone surrogate cannot be written in UTF-8, which csv-parse reads.
    const written = Buffer.from(text).toString();
    const guarded = text.startsWith('=') ? `'${text}` : written;
    expect(row).toMatchObject({ title: guarded, userData: guarded });
  });
});
