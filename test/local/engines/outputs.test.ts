import { describe, expect, it } from 'vitest';
import { parseArgv } from '../../../src/argv.js';
import { commandFor, segmentsOfText } from '../../../src/local/engines/command.js';
import { fakeSegments } from '../../../src/local/engines/fake.js';
import {
  cleanWord,
  segmentsOfContinuous,
  segmentsOfJsonLines,
} from '../../../src/local/engines/pocketsphinx-output.js';
import type { LocalSegment } from '../../../src/local/jobs/job.js';

async function* lines(text: string): AsyncGenerator<string> {
  yield* text.split('\n');
}

const all = async (segments: AsyncIterable<LocalSegment>): Promise<LocalSegment[]> => {
  const list: LocalSegment[] = [];
  for await (const segment of segments) list.push(segment);
  return list;
};

describe('PocketSphinx 5prealpha', () => {
  it('gives a segment for each utterance, of its words alone', async () => {
    const output = [
      'the children are playing',
      '<s> 2.940 3.010 0.999900',
      'the 3.020 3.110 0.865008',
      'children 3.120 3.650 1.000300',
      '[NOISE] 3.660 3.700 0.5',
      'are(2) 3.710 3.840 0.576798',
      '<sil> 3.850 3.900 0.9',
      '</s> 3.910 5.240 1.000000',
      '',
      '<s> 6.000 6.100 1.000000',
      '</s> 6.110 6.300 1.000000',
      'thank you',
      'thank 9.430 9.800 0.529261',
      'you 9.810 9.900 0.994813',
    ];
    expect(await all(segmentsOfContinuous(lines(output.join('\n'))))).toEqual([
      {
        startMs: 3020,
        endMs: 3850,
        text: 'the children are',
        words: [
          { startMs: 3020, endMs: 3120, text: 'the', confidence: 0.865008 },
          { startMs: 3120, endMs: 3660, text: 'children', confidence: 1 },
          { startMs: 3710, endMs: 3850, text: 'are', confidence: 0.576798 },
        ],
      },
      {
        startMs: 9430,
        endMs: 9910,
        text: 'thank you',
        words: [
          { startMs: 9430, endMs: 9810, text: 'thank', confidence: 0.529261 },
          { startMs: 9810, endMs: 9910, text: 'you', confidence: 0.994813 },
        ],
      },
    ]);
  });

  it('has nothing to say about silence', async () => {
    expect(await all(segmentsOfContinuous(lines('')))).toEqual([]);
    expect(['<s>', '</s>', '<sil>', '[SPEECH]', '++UM++'].map(cleanWord)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
    expect(['a', 'the(2)', "o'clock"].map(cleanWord)).toEqual(['a', 'the', "o'clock"]);
  });
});

describe('PocketSphinx 5', () => {
  it('gives a segment for each line of JSON', async () => {
    const line = {
      b: 0.1,
      d: 1.9,
      p: 0.9,
      t: 'go forward',
      w: [
        { b: 0.1, d: 0.05, p: 1, t: '<s>' },
        { b: 0.2, d: 0.3, p: 0.8, t: 'go' },
        { b: 0.5, d: 0.7, t: 'forward(2)' },
      ],
    };
    const output = `${JSON.stringify(line)}\nnot json\n{"w":3}\n`;
    expect(await all(segmentsOfJsonLines(lines(output)))).toEqual([
      {
        startMs: 200,
        endMs: 1200,
        text: 'go forward',
        words: [
          { startMs: 200, endMs: 500, text: 'go', confidence: 0.8 },
          { startMs: 500, endMs: 1200, text: 'forward', confidence: null },
        ],
      },
    ]);
  });
});

describe('a command of the user', () => {
  it('is words or a JSON array, never a shell line', () => {
    expect(parseArgv(' my-engine  --wav {input} ')).toEqual(['my-engine', '--wav', '{input}']);
    expect(parseArgv('["a b", "{input}", ""]')).toEqual(['a b', '{input}', '']);
    expect(parseArgv('$(rm x) {input}')).toEqual(['$(rm', 'x)', '{input}']);
    for (const bad of ['', '  ', '[]', '[1]', '[""]', '[x']) expect(parseArgv(bad)).toBeNull();
  });

  it('gets the file where it asked for it, or at the end', () => {
    expect(commandFor(['e', '--in={input}', '-v'], '/a b.wav')).toEqual([
      'e',
      '--in=/a b.wav',
      '-v',
    ]);
    expect(commandFor(['e', '-v'], '/a.wav')).toEqual(['e', '-v', '/a.wav']);
  });

  it('may print an AiResult or a subtitle', () => {
    const words = [{ content: 'hi', from: 0.5, to: 0.75 }];
    const json = JSON.stringify([{ content: 'hi there', from: 0.5, to: 1.25, words }]);
    expect(segmentsOfText(json)).toEqual([
      {
        startMs: 500,
        endMs: 1250,
        text: 'hi there',
        words: [{ startMs: 500, endMs: 750, text: 'hi', confidence: null }],
      },
    ]);
    expect(segmentsOfText('1\n00:00:00,500 --> 00:00:01,250\nhi there\n')).toEqual([
      { startMs: 500, endMs: 1250, text: 'hi there', words: [] },
    ]);
    expect(segmentsOfText('')).toEqual([]);
    expect(() => segmentsOfText(json.slice(0, -3))).toThrow(
      /^The output of the engine command cannot be read: its JSON is truncated after \d+ characters$/,
    );
  });
});

it('the engine for load tests says the same of the same file', () => {
  const one = fakeSegments(Buffer.alloc(32, 1));
  expect(one).toEqual(fakeSegments(Buffer.alloc(32, 1)));
  expect(one).not.toEqual(fakeSegments(Buffer.alloc(32, 2)));
  expect(one.map(({ startMs, endMs, words }) => [startMs, endMs, words.length])).toEqual([
    [0, 2000, 4],
    [2500, 4500, 4],
    [5000, 7000, 4],
  ]);
});
