// What whisper.cpp writes, in the shapes of its builds: words of the segment's own text at the times of its tokens.
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readWhisper,
  type WhisperResult,
} from '../../../src/local/engines/whisper-output/index.js';
import { withLoudness } from '../../../src/local/engines/whisper-output/loudness.js';
import type { Loudness } from '../../../src/local/engines/whisper-output/noise.js';
import { freshDir } from '../support.js';

type Token = readonly [text: string | Buffer, from: number, to: number, p?: number, dtw?: number];
interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly tokens?: readonly Token[];
  readonly more?: object;
}

/** The file, byte by byte: a token may hold half a character, as older builds wrote it. */
const fileOf = (pieces: readonly Piece[], language = 'en'): Buffer => {
  const halves: Buffer[] = [];
  const textOf = (text: string | Buffer): string =>
    typeof text === 'string' ? text : `@${halves.push(text) - 1}@`;
  const transcription = pieces.map(({ text, from, to, tokens, more }) => ({
    text,
    offsets: { from, to },
    ...(tokens && {
      tokens: tokens.map(([part, start, end, p = 0.9, dtw = -1]) => ({
        text: textOf(part),
        ...(start >= 0 && { offsets: { from: start, to: end } }),
        p,
        t_dtw: dtw,
      })),
    }),
    ...more,
  }));
  const json = JSON.stringify({ result: { language }, transcription });
  const bytes = Buffer.from(json).toString('latin1');
  return Buffer.from(
    bytes.replaceAll(/@(\d+)@/g, (_, n: string) => halves[Number(n)]?.toString('latin1') ?? ''),
    'latin1',
  );
};

const loud: Loudness = () => 0.1;
const read = (pieces: readonly Piece[], language?: string, loudness = loud): WhisperResult =>
  readWhisper(fileOf(pieces, language), loudness);
/** `word@from-to` of the first segment. */
const words = (piece: Piece, language?: string): readonly string[] =>
  (read([piece], language).segments[0]?.words ?? []).map(
    ({ text, startMs, endMs }) => `${text}@${startMs}-${endMs}`,
  );

describe('words', () => {
  it('join tokens where a script writes blanks; marks and punctuation have no time', () => {
    const piece: Piece = {
      text: ' Unbelievable, yes.',
      from: 0,
      to: 2000,
      tokens: [
        ['[_BEG_]', 0, 0],
        [' Un', 0, 300, 0.9],
        ['believable', 300, 900, 0.7],
        [',', 900, 1000, 0.8],
        [' yes', 1000, 1900, 0.6],
        ['.', 1900, 2000, 0.99],
        ['[_TT_100]', 2000, 2000, 0.1],
      ],
    };
    expect(read([piece])).toEqual({
      language: 'en',
      dropped: 0,
      segments: [
        {
          startMs: 0,
          endMs: 2000,
          text: 'Unbelievable, yes.',
          words: [
            { startMs: 0, endMs: 900, text: 'Unbelievable,', confidence: 0.7 },
            { startMs: 1000, endMs: 1900, text: 'yes.', confidence: 0.6 },
          ],
        },
      ],
    });
  });

  it('of German keep their letters, quotes and dashes', () => {
    const tokens: Token[] = [
      [' „', 0, 50],
      ['Voilà', 50, 400],
      ['“,', 400, 450],
      [' sagte', 450, 800],
      [' –', 800, 900],
      [' Mü', 900, 1100],
      ['ller', 1100, 1400],
      ['.', 1400, 1500],
    ];
    expect(words({ text: ' „Voilà“, sagte – Müller.', from: 0, to: 1500, tokens }, 'de')).toEqual([
      '„Voilà“,@50-400',
      'sagte –@450-800',
      'Müller.@900-1400',
    ]);
  });

  it('of Chinese are pieces of the text, though no token begins with a blank', () => {
    const tokens: Token[] = [
      ['我们', 0, 400],
      ['今天', 400, 800],
      ['去', 800, 1000],
      ['北京', 1000, 1600],
      ['。', 1600, 2000],
    ];
    expect(words({ text: '我们今天去北京。', from: 0, to: 2000, tokens }, 'zh')).toEqual([
      '我们@0-400',
      '今天@400-800',
      '去@800-1000',
      '北京。@1000-1600',
    ]);
  });

  it('of older builds are whole, though their tokens hold halves of characters', () => {
    const [han, kyo] = [Buffer.from('北'), Buffer.from('京')];
    const tokens: Token[] = [
      ['去', 0, 300],
      [han.subarray(0, 2), 300, 500, 0.5],
      [Buffer.concat([han.subarray(2), kyo.subarray(0, 1)]), 500, 700, 0.4],
      [kyo.subarray(1), 700, 900, 0.8],
    ];
    const piece = { text: '去北京', from: 0, to: 1000, tokens };
    expect(words(piece, 'zh')).toEqual(['去@0-300', '北京@300-900']);
    const { segments } = read([piece], 'zh');
    expect(segments[0]?.words.map(({ confidence }) => confidence)).toEqual([0.9, 0.4]);
    expect(JSON.stringify(segments)).not.toContain('\uFFFD');
  });

  it('of Japanese and Thai share the time of a token that holds several', () => {
    const japanese: Token[] = [
      ['今日は', 0, 600],
      ['天気', 600, 1000],
      ['がいい', 1000, 1600],
      ['です', 1600, 2000],
    ];
    expect(
      words({ text: '今日は天気がいいです', from: 0, to: 2000, tokens: japanese }, 'ja'),
    ).toEqual([
      '今日@0-400',
      'は@400-600',
      '天気@600-1000',
      'が@1000-1200',
      'いい@1200-1600',
      'です@1600-2000',
    ]);
    const thai: Token[] = [['สวัสดีครับ', 0, 1000]];
    expect(words({ text: ' สวัสดีครับ', from: 0, to: 1000, tokens: thai }, 'th')).toEqual([
      'สวัสดี@0-600',
      'ครับ@600-1000',
    ]);
  });

  it('take the times of time warping where a build has them', () => {
    const tokens: Token[] = [
      [' one', 0, 500, 0.9, 20],
      [' two', 500, 900, 0.9, 65],
      [' three', 900, 1500, 0.9, 120],
    ];
    expect(words({ text: ' one two three', from: 0, to: 1500, tokens })).toEqual([
      'one@200-650',
      'two@650-1050',
      'three@1200-1500',
    ]);
  });

  it('stay in order inside their segment, and are none where no token has times', () => {
    const odd: Token[] = [
      [' late', 800, 900],
      [' early', 100, 200],
      [' outside', 900, 9000],
    ];
    expect(words({ text: ' late early outside', from: 500, to: 1000, tokens: odd })).toEqual([
      'late@800-900',
      'early@900-900',
      'outside@900-1000',
    ]);
    expect(words({ text: ' Yes. ', from: 5, to: 9 })).toEqual([]);
    expect(words({ text: ' Yes', from: 5, to: 9, tokens: [[' Yes', -1, -1]] })).toEqual([]);
  });
});

describe('what nobody said', () => {
  const said = (texts: readonly string[], loudness = loud): readonly (string | number)[] => {
    const pieces = texts.map((text, n) => ({ text, from: n * 1000, to: n * 1000 + 900 }));
    const { segments, dropped } = read(pieces, 'en', loudness);
    return [...segments.map(({ text }) => text), dropped];
  };

  it('is left out and counted: marks of sounds, music, empty texts', () => {
    const marks = ['[BLANK_AUDIO]', '(music)', '♪♪', '*applause*', '（音楽）', '【音楽】', '...'];
    expect(said([' Hello.', ...marks, ' [sic] is a word'])).toEqual([
      'Hello.',
      '[sic] is a word',
      marks.length,
    ]);
  });

  it('is left out: a sentence in a loop, but not one that is repeated', () => {
    expect(
      said(['No.', 'no', 'No!', 'So I left.', 'And then', 'and then', 'And then.', 'And then']),
    ).toEqual(['No.', 'no', 'No!', 'So I left.', 'And then', 3]);
  });

  it('is left out: all that lies in silence, and the phrases of videos in what is nearly silent', () => {
    const levels = new Map([
      [0, 0.1],
      [1000, 0.0005],
      [2000, 0.005],
      [3000, 0.005],
      [4000, 0.1],
    ]);
    const loudness: Loudness = (from) => levels.get(from) ?? null;
    const texts = [
      'Hello.',
      'Hello.',
      'Quiet words',
      '请不吝点赞 订阅',
      'Thanks for watching!',
      'End.',
    ];
    expect(said(texts, loudness)).toEqual([
      'Hello.',
      'Quiet words',
      'Thanks for watching!',
      'End.',
      2,
    ]);
  });
});

describe('the speaker', () => {
  it('is the channel of a stereo file, and unknown where both are equally loud', () => {
    const pieces = ['0', '1', '?'].map((speaker, n) => ({
      text: ` part ${n}`,
      from: n,
      to: n + 1,
      more: { speaker },
    }));
    expect(read(pieces).segments.map(({ speaker }) => speaker)).toEqual(['0', '1', undefined]);
  });

  it('changes after each turn that a model hears', () => {
    const pieces = [false, true, false, true].map((turn, n) => ({
      text: turn ? ` part ${n} [SPEAKER_TURN]` : ` part ${n}`,
      from: n,
      to: n + 1,
      more: { speaker_turn_next: turn },
    }));
    const { segments } = read(pieces);
    expect(segments.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['0', 'part 0'],
      ['0', 'part 1'],
      ['1', 'part 2'],
      ['1', 'part 3'],
    ]);
  });
});

it('is no result when the file is no JSON, and an empty one without its lists', () => {
  expect(() => readWhisper(Buffer.from('{"transcription": ['), loud)).toThrow(SyntaxError);
  for (const text of ['{}', '[]', 'null', '{"transcription":[{}, 3, null]}'])
    expect(readWhisper(Buffer.from(text), loud)).toEqual({
      segments: [],
      language: null,
      dropped: 0,
    });
});

describe('the loudness of audio', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await freshDir();
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is that of the loudest part of a stretch', () => {
    const wav = join(dir, 'audio.wav');
    // A second of silence, then a second of tone.
    const tone = 'sine=f=440:d=1,adelay=1000';
    const format = ['-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', '-bitexact'];
    execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', tone, ...format, wav]);
    const levels = withLoudness(wav, (loudness) => [
      loudness(0, 900),
      loudness(500, 1500),
      loudness(5_000, 6_000),
    ]);
    expect(levels[0]).toBe(0);
    expect(levels[1]).toBeGreaterThan(0.05);
    expect(levels[2]).toBeNull();
    expect(withLoudness(join(dir, 'no.wav'), (loudness) => loudness(0, 1))).toBeNull();
  });
});
