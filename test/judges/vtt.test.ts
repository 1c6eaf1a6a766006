// WebVTT checked with the W3C's own parser (and four checks that it lacks), Chromium's <track> and ffmpeg.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanLines } from '../../src/formats/subtitles/text.js';
import type { SubtitleOptions } from '../../src/formats/subtitles/format.js';
import type { Cue } from '../../src/subtitles/cue.js';
import { hostileNames, hostileTexts, hostileTimes, sung } from './hostile.js';
import { ffprobe, folder, put, run, rendered, type Seen } from './tools.js';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}
interface Parsed {
  readonly cues: readonly { startTime: number; endTime: number; text: string; tree: Node }[];
  readonly errors: readonly { message: string; line: number }[];
}
type Parser = new (entities: unknown) => { parse(text: string, mode: string): Parsed };

const require = createRequire(import.meta.url);
const { WebVTTParser } = require('webvtt-parser') as { WebVTTParser: Parser };
const entities: unknown = require('webvtt-parser/html-entities.json');

const textOf = (node: Node): string =>
  node.value !== undefined && node.type === 'text'
    ? node.value
    : (node.children ?? []).map(textOf).join('');

/** What the parser misses: one-digit hours, & in a voice, an id twice, NUL. */
const missed = (vtt: string): string[] => {
  const ids = [...vtt.matchAll(/\n\n(.+)\n.* --> /g)].map((m) => m[1]);
  return [
    /^\d:\d\d:\d\d\.\d{3} -->|--> \d:\d\d:\d\d\.\d{3}/m.test(vtt) ? 'one-digit hour' : '',
    /<v[^>]*&(?!amp;|lt;|gt;)/.test(vtt) ? 'bare & in a voice' : '',
    new Set(ids).size < ids.length ? 'id twice' : '',
    vtt.includes('\0') ? 'NUL' : '',
  ].filter((fault) => fault !== '');
};

const tracks: readonly (readonly [string, readonly Cue[], Partial<SubtitleOptions>])[] = [
  ['hostile texts', hostileTexts, {}],
  ['hostile texts with CRLF and a byte order mark', hostileTexts, { eol: '\r\n', bom: true }],
  ['hostile times', hostileTimes, {}],
  ['hostile names', hostileNames, { voices: true }],
  ['words', sung, { highlight: true }],
  ['no cue at all', [], {}],
];

const expected = (cues: readonly Cue[]): Seen[] =>
  cues.map(({ startMs, endMs, lines }) => ({ startMs, endMs, text: cleanLines(lines).join('\n') }));

it.each(tracks)(
  "%s: the W3C's parser finds no fault, and the same cues",
  async (_, cues, options) => {
    const vtt = await rendered('vtt', cues, options);
    const { errors, cues: seen } = new WebVTTParser(entities).parse(
      vtt.replace(/^\uFEFF/, ''),
      'metadata subtitles/captions/descriptions',
    );
    expect(errors).toEqual([]);
    expect(missed(vtt)).toEqual([]);
    expect(
      seen.map((cue) => ({
        startMs: Math.round(cue.startTime * 1000),
        endMs: Math.round(cue.endTime * 1000),
        text: textOf(cue.tree),
      })),
    ).toEqual(expected(cues));
  },
);

interface Shown extends Seen {
  readonly voices: readonly string[];
}

/** A page that loads each text as a track and prints what the browser would show. */
const page = (
  texts: readonly string[],
): string => `<!doctype html><meta charset="utf-8"><pre id="out"></pre><script>
const texts = ${JSON.stringify(texts).replaceAll('<', '\\u003c')};
const load = (text) => new Promise((done) => {
  const video = document.createElement('video');
  const track = document.createElement('track');
  track.src = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }));
  track.onerror = () => done('refused');
  track.onload = () => done([...track.track.cues].map((cue) => {
    const shown = cue.getCueAsHTML();
    return { startMs: Math.round(cue.startTime * 1000), endMs: Math.round(cue.endTime * 1000),
      text: shown.textContent, voices: [...shown.querySelectorAll('span[title]')].map((v) => v.title) };
  }));
  video.append(track);
  document.body.append(video);
  track.track.mode = 'hidden';
});
Promise.all(texts.map(load)).then((all) => { out.textContent = encodeURIComponent(JSON.stringify(all)); });
</script>`;

const browse = async (texts: readonly string[]): Promise<(Shown[] | 'refused')[]> => {
  const html = await run('chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${join(folder(), 'profile')}`,
    '--virtual-time-budget=10000',
    '--dump-dom',
    pathToFileURL(put('tracks.html', page(texts))).href,
  ]);
  const found = /<pre id="out">([^<]*)<\/pre>/.exec(html)?.[1] ?? '';
  return JSON.parse(decodeURIComponent(found)) as (Shown[] | 'refused')[];
};

describe('Chromium', () => {
  it('shows every cue with its text, times and voice', async () => {
    const files = await Promise.all(
      tracks.map(([, cues, options]) => rendered('vtt', cues, options)),
    );
    const shown = await browse(files);
    const voices = (c: Cue, asked: boolean): string[] =>
      asked && cleanLine(c.speaker ?? '') !== '' ? [cleanLine(c.speaker ?? '')] : [];
    const due = tracks.map(([name, cues, { voices: asked = false }]) => [
      name,
      expected(cues).map((seen, i) => ({ ...seen, voices: voices(cues[i] as Cue, asked) })),
    ]);
    expect(tracks.map(([name], i) => [name, shown[i]])).toEqual(due);
  });
});

it.each(tracks)('%s: ffmpeg reads the same cues', async (_, cues, options) => {
  const vtt = await rendered('vtt', cues, options);
  const seen = await ffprobe(put('a.vtt', vtt));
  const decoded = seen.map(({ startMs, endMs, text }) => ({
    startMs,
    endMs,
    text: text
      .replaceAll('\r\n', '\n')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  }));
  expect(decoded).toEqual(expected(cues));
});

it('times of words stand strictly inside the cue and increase', async () => {
  const vtt = await rendered('vtt', sung, { highlight: true });
  expect(vtt).toContain(
    '<00:00:01.100>If <00:00:01.500>a <00:00:01.600>&amp; <00:00:01.700>b,\n<00:00:02.000>then <00:00:02.604>{c} <00:00:03.000>&lt;d&gt;.',
  );
  expect(vtt).toContain('他们<00:00:05.400>回来了');
  expect(vtt).toContain('\nno such words\n');
});
