// Transcripts for the shaping benchmarks: the texts of this folder, the example recording, and the files and
// folders of the command line (service responses as JSON, captions as VTT or SRT).
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  transcriptOf,
  type Segment,
  type Transcript,
  type Word,
} from '../src/transcripts/transcript.js';
import { alice, home, spoken } from './shaping-texts.js';

export interface Corpus {
  readonly name: string;
  readonly transcript: Transcript;
}

const ms = (seconds: number): number => Math.round(seconds * 1000);

interface Timed {
  readonly content?: string;
  readonly word?: string;
  readonly from: number;
  readonly to: number;
  readonly speaker?: string;
  readonly words?: readonly Timed[];
}

/** `{segments: [{content, from, to, words}]}`, seconds. */
const fromAiResult = (document: { segments: readonly Timed[]; language?: string }): Transcript => {
  const segments = document.segments.map((part): Segment => {
    const words = (part.words ?? []).map(({ word, from, to }): Word => ({
      startMs: ms(from),
      endMs: ms(to),
      text: word ?? '',
      estimated: false,
    }));
    const { content: text = '', speaker = null, from, to } = part;
    return { startMs: ms(from), endMs: ms(to), text, speaker, channel: null, words };
  });
  return transcriptOf(segments, document.language ?? null);
};

interface SpeechmaticsResult {
  readonly type: string;
  readonly start_time: number;
  readonly end_time: number;
  readonly is_eos?: boolean;
  readonly alternatives: readonly { readonly content: string; readonly speaker?: string }[];
}

/** Words and punctuation with their times; one segment per sentence and speaker. */
const fromSpeechmatics = (document: { results: readonly SpeechmaticsResult[] }): Transcript => {
  const segments: Segment[] = [];
  let words: Word[] = [];
  let speaker: string | null = null;
  const flush = (): void => {
    const [first] = words;
    if (first !== undefined) {
      const text = words.map((word) => word.text).join(' ');
      const endMs = words.at(-1)?.endMs ?? first.endMs;
      segments.push({ startMs: first.startMs, endMs, text, speaker, channel: null, words });
    }
    words = [];
  };
  for (const { type, start_time, end_time, is_eos, alternatives } of document.results) {
    const [{ content, speaker: who = null } = { content: '' }] = alternatives;
    const before = words.at(-1);
    if (type === 'punctuation' && before !== undefined) {
      words[words.length - 1] = { ...before, text: before.text + content };
    } else {
      if (who !== speaker) flush();
      speaker = who;
      words.push({ startMs: ms(start_time), endMs: ms(end_time), text: content, estimated: false });
    }
    if (is_eos === true) flush();
  }
  flush();
  return transcriptOf(segments, 'en');
};

const timing = /((?:\d+:)?\d+:\d+[.,]\d+)\s+-->\s+((?:\d+:)?\d+:\d+[.,]\d+)/;
const clock = (text: string): number =>
  ms(
    text
      .replace(',', '.')
      .split(':')
      .reduce((sum, part) => sum * 60 + Number(part), 0),
  );

/** The captions of a VTT or SRT file with their line breaks in the text. */
export const captionsOf = (text: string, language: string | null): Transcript => {
  const segments: Segment[] = [];
  for (const block of text.replaceAll('\r\n', '\n').split(/\n{2,}/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => timing.test(line));
    const found = timing.exec(lines[at] ?? '');
    const caption = lines
      .slice(at + 1)
      .join('\n')
      .replace(/<[^>]*>/g, '')
      .trim();
    if (found === null || caption === '') continue;
    const [, from = '', to = ''] = found;
    segments.push({
      startMs: clock(from),
      endMs: clock(to),
      text: caption,
      speaker: null,
      channel: null,
      words: [],
    });
  }
  return transcriptOf(segments, language);
};

function* filesUnder(path: string): Generator<string> {
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

const languageIn = (path: string): string | null =>
  /\b(en|ja|zh|de|fr|es|ko)\b/.exec(basename(path))?.[1] ?? null;

/** Every caption file in the given files and folders. */
export const captionFiles = (
  paths: readonly string[],
): { path: string; transcript: Transcript }[] =>
  paths
    .flatMap((path) => [...filesUnder(path)])
    .filter((path) => /\.(?:vtt|srt)$/.test(path))
    .map((path) => ({
      path,
      transcript: captionsOf(readFileSync(path, 'utf8'), languageIn(path)),
    }));

const jsonCorpus = (path: string): Corpus[] => {
  const document = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  if (Array.isArray(document['segments'])) {
    return [
      {
        name: basename(path),
        transcript: fromAiResult(document as Parameters<typeof fromAiResult>[0]),
      },
    ];
  }
  if (Array.isArray(document['results'])) {
    return [
      {
        name: basename(path),
        transcript: fromSpeechmatics(document as Parameters<typeof fromSpeechmatics>[0]),
      },
    ];
  }
  return [];
};

/** Spans of sound in 16-bit mono PCM, separated by half a second of silence; ms. */
const soundsIn = (wav: Buffer): [number, number][] => {
  const rate = wav.readUInt32LE(24);
  const window = rate / 50;
  const sounds: [number, number][] = [];
  const data = new Int16Array(wav.buffer, wav.byteOffset + 44, Math.floor((wav.length - 44) / 2));
  for (let i = 0; i + window <= data.length; i += window) {
    const loud = data.subarray(i, i + window).some((sample) => Math.abs(sample) > 600);
    const at = (i * 1000) / rate;
    const last = sounds.at(-1);
    if (!loud) continue;
    if (last !== undefined && at - last[1] < 500) last[1] = at + 20;
    else sounds.push([at, at + 20]);
  }
  return sounds;
};

/** The example recording: one line of text per sentence, with the times of the sound. */
const recording = (folder: string): Corpus[] => {
  const wav = join(folder, 'recording.wav');
  if (!existsSync(wav)) return [];
  const lines = readFileSync(join(folder, 'recording.txt'), 'utf8').trim().split('\n');
  const sounds = soundsIn(readFileSync(wav));
  const segments = lines.flatMap((text, i): Segment[] => {
    const sound = sounds[i];
    if (sound === undefined) return [];
    return [{ startMs: sound[0], endMs: sound[1], text, speaker: null, channel: null, words: [] }];
  });
  return [{ name: 'recording.wav', transcript: transcriptOf(segments, 'en') }];
};

/** All transcripts, captions without their line breaks. */
export const corpora = (paths: readonly string[]): Corpus[] => {
  const own = [
    { name: 'Alice', transcript: spoken(alice, 'en') },
    { name: 'Alice, 1.5 times as fast', transcript: spoken(alice, 'en', 1.5) },
    { name: 'Alice, no word times', transcript: spoken(alice, 'en', 1, false) },
    { name: '故乡', transcript: spoken(home, 'zh') },
    { name: '故乡, no word times', transcript: spoken(home, 'zh', 1, false) },
    {
      name: '故乡, no punctuation',
      transcript: spoken(home.replace(/[^\u4e00-\u9fff\n]+/g, ' '), 'zh'),
    },
  ];
  const named = paths
    .flatMap((path) => [...filesUnder(path)])
    .filter((path) => path.endsWith('.json'))
    .flatMap(jsonCorpus);
  const captions = captionFiles(paths).map(({ path, transcript }) => ({
    name: basename(path),
    transcript: {
      ...transcript,
      segments: transcript.segments.map((s) =>
        Object.assign({ ...s }, { text: s.text.replaceAll('\n', ' ') }),
      ),
    },
  }));
  return [...own, ...recording('examples'), ...named, ...captions].filter(
    ({ transcript }) => transcript.segments.length > 0,
  );
};
