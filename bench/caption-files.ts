// Reads files of captions that people wrote: SRT, WebVTT, SubViewer (.sub) and Spruce (.stc), in their encodings.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Segment } from '../src/transcripts/transcript.js';
import { readSubtitleSegments } from '../src/transcripts/readers/subtitle-segments.js';

export interface Captions {
  readonly path: string;
  /** BCP 47, from the name of the folder or the file; null when neither names one. */
  readonly language: string | null;
  /** With `\n` between the lines. */
  readonly cues: readonly Segment[];
}

function* filesUnder(path: string): Generator<string> {
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

const legacy: Readonly<Record<string, string>> = {
  ja: 'shift_jis',
  zh: 'gb18030',
  ru: 'windows-1251',
};

/** The text in the file's encoding: UTF-8 or UTF-16, else the old encoding of its language. */
const decoded = (bytes: Buffer, language: string | null): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(legacy[(language ?? '').slice(0, 2)] ?? 'windows-1252').decode(bytes);
  }
};

const cue = (startMs: number, endMs: number, lines: readonly string[]): Segment => ({
  startMs,
  endMs,
  text: lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n'),
  speaker: null,
  channel: null,
  words: [],
});

const clock = (text: string, fps: number): number => {
  const [h = 0, m = 0, s = 0, f = 0] = text.split(/[:;]/).map(Number);
  return Math.round(((h * 60 + m) * 60 + s) * 1000 + (f * 1000) / fps);
};

/** `00:00:02.900,00:00:15.230` and the text. */
const fromSub = (text: string): Segment[] =>
  text.split(/\n{2,}/).flatMap((block) => {
    const [head = '', ...lines] = block.trim().split('\n');
    const found = /^([\d:.]+),([\d:.]+)$/.exec(head.trim());
    return found ? [cue(clock(found[1] as string, 1), clock(found[2] as string, 1), lines)] : [];
  });

/** `*TC 00:00:13;19` and the text that begins there; the next code ends it. */
const fromStc = (text: string): Segment[] => {
  const parts = text.split(/^\*TC\s+/m).slice(1);
  const starts = parts.map((part) => clock(part.split('\n')[0]?.trim() ?? '', 30));
  return parts.map((part, i) => {
    const startMs = starts[i] as number;
    return cue(startMs, starts[i + 1] ?? startMs + 3000, part.split('\n').slice(1));
  });
};

const languages = /^(?:en|de|fr|es|it|pt|ja|zh|ko|ru|uk|pl|nl|ar|el|hi|tr|cs|vi|he)(?:-[A-Z]{2})?$/;

const languageOf = (path: string): string | null =>
  [...path.split('/').reverse(), ...basename(path).split('.')].find((part) =>
    languages.test(part),
  ) ?? null;

/** Every file of captions in the given files and folders. */
export const captionsIn = (paths: readonly string[]): Captions[] =>
  paths
    .flatMap((path) => [...filesUnder(path)])
    .filter((path) => /\.(?:srt|vtt|sub|stc)$/i.test(path))
    .map((path) => {
      const language = languageOf(path);
      const text = decoded(readFileSync(path), language).replaceAll(/\r\n?/g, '\n');
      const read = /\.sub$/i.test(path) ? fromSub : /\.stc$/i.test(path) ? fromStc : null;
      const cues = read === null ? readSubtitleSegments(text) : read(text.replace(/^\uFEFF/, ''));
      return {
        path,
        language,
        cues: cues.filter((one) => one.text !== '' && one.endMs > one.startMs),
      };
    })
    .filter(({ cues }) => cues.length > 5);
