// ASS checked with libass (the library of mpv, VLC and ffmpeg) and ffmpeg's own demuxer.
import { expect, it } from 'vitest';
import { cleanLines } from '../../src/formats/subtitles/text.js';
import type { Cue } from '../../src/subtitles/cue.js';
import { cue, hostileNames, hostileTexts, hostileTimes, sung } from './hostile.js';
import { ffprobe, put, python, rendered } from './tools.js';

interface LibassEvent {
  readonly startMs: number;
  readonly endMs: number;
  readonly name: string;
  readonly text: string;
  readonly ink: number;
}
interface Libass {
  readonly events: readonly LibassEvent[];
  readonly playRes: readonly number[];
  readonly complaints: readonly string[];
}

const libass = async (ass: string): Promise<Libass> =>
  (await python('libass', put('a.ass', ass))) as Libass;

const cs = (ms: number): number => Math.round(ms / 10) * 10;

it('libass reads every cue with its text and its times to the hundredth', async () => {
  const { events, playRes, complaints } = await libass(await rendered('ass', hostileTexts));
  expect(complaints).toEqual([]);
  expect(playRes).toEqual([1920, 1080]);
  expect(events.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
    hostileTexts.map((c) => [cs(c.startMs), cs(c.endMs)]),
  );
  const unescape = (line: string): string =>
    line.replaceAll(/\\([{}])/g, '$1').replaceAll('\\\u2060', '\\');
  const unescaped = events.map(({ text }) =>
    text
      .split(String.raw`\N`)
      .map(unescape)
      .join('\n'),
  );
  expect(unescaped.join('\n')).toBe(
    hostileTexts.map((c) => cleanLines(c.lines).join('\n')).join('\n'),
  );
});

it('libass draws what it reads: nothing is taken for a tag', async () => {
  const pairs = [
    ['{b}', '(b)'],
    ['{}', '()'],
    [String.raw`{\k50}`, '(/k50)'],
    [String.raw`a\Nb`, 'a/Nb'],
    [String.raw`C:\new`, 'C:/new'],
    [String.raw`\h`, '/h'],
    ['x\\', 'x/'],
    [String.raw`\{`, '/('],
  ];
  const cues = pairs.flat().map((text, i): Cue => cue(i * 1000, i * 1000 + 900, [text]));
  const { events } = await libass(await rendered('ass', cues));
  // Braces and backslashes take about as much ink as parentheses and slashes; a swallowed tag takes none.
  const ratios = pairs.map(([text], i) => [
    text,
    (events[2 * i]?.ink ?? 0) / (events[2 * i + 1]?.ink ?? 0),
  ]);
  expect(ratios.filter(([, ratio]) => !(Number(ratio) > 0.75 && Number(ratio) < 1.5))).toEqual([]);
});

it('no cue vanishes or overlaps when times become hundredths', async () => {
  const { events } = await libass(await rendered('ass', hostileTimes));
  expect(events).toHaveLength(hostileTimes.length);
  expect(events.filter(({ startMs, endMs }) => endMs <= startMs)).toEqual([]);
  expect(events.filter(({ startMs }, i) => startMs < (events[i - 1]?.endMs ?? 0))).toEqual([]);
  // Twenty cues of 4 ms become twenty of 10: the last of them begins 120 ms late, and no other later.
  const late = events.map(({ startMs }, i) => Math.abs(startMs - (hostileTimes[i]?.startMs ?? 0)));
  expect(Math.max(...late)).toBeLessThanOrEqual(120);
});

it('names stay out of the text', async () => {
  const { events } = await libass(await rendered('ass', hostileNames, { voices: true }));
  expect(events.map(({ text }) => text)).toEqual(hostileNames.map((_, i) => `Line ${i}`));
  expect(events.slice(0, 3).map(({ name }) => name)).toEqual(['Anna', 'A & B', 'A B C']);
});

it('karaoke adds up to the cue and draws the words', async () => {
  const ass = await rendered('ass', sung, { highlight: true });
  const { events } = await libass(ass);
  const [first, second, third] = events.map(({ text }) => text);
  const sum = [...(first ?? '').matchAll(/\\k(\d+)/g)].reduce(
    (total, [, n]) => total + Number(n),
    0,
  );
  expect(sum).toBe(290);
  expect(second).toBe(String.raw`{\k40}他们{\k60}回来了`);
  expect(third).toBe('no such words');
});

it('ffmpeg reads the same events', async () => {
  const ass = await rendered('ass', hostileTexts, { eol: '\r\n', bom: true });
  const seen = await ffprobe(put('a.ass', ass), 10);
  expect(seen.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
    hostileTexts.map((c) => [cs(c.startMs), cs(c.endMs)]),
  );
  const { events } = await libass(ass);
  expect(seen.map(({ text }) => text.split(',').slice(8).join(','))).toEqual(
    events.map(({ text }) => text),
  );
});
