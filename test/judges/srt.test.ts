// SRT checked with its strictest readers: python3-srt (a regex), ffmpeg's demuxer and its ASS, mkvmerge.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Cue } from '../../src/subtitles/cue.js';
import { hostileTexts, hostileTimes } from './hostile.js';
import { ffmpegAss, ffprobe, folder, put, python, run, rendered, type Seen } from './tools.js';

const tracks: readonly (readonly [string, readonly Cue[]])[] = [
  ['hostile texts', hostileTexts],
  ['hostile times', hostileTimes],
];

/** What the file says, read by splitting at blank lines: the plainest reader of all. */
const blocks = (srt: string): Seen[] =>
  srt
    .trimEnd()
    .split('\n\n')
    .map((block) => {
      const [, times = '', ...lines] = block.split('\n');
      const [startMs = -1, endMs = -1] = times.split(' --> ').map((time) => {
        const [h, m, s, ms] = time.split(/[:,]/).map(Number);
        return (((h ?? 0) * 60 + (m ?? 0)) * 60 + (s ?? 0)) * 1000 + (ms ?? 0);
      });
      return { startMs, endMs, text: lines.join('\n') };
    });

describe.each(tracks)('%s', (_, cues) => {
  it('lose no cue and no time', async () => {
    const seen = blocks(await rendered('srt', cues));
    expect(seen.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
      cues.map((c) => [c.startMs, c.endMs]),
    );
  });

  it('are what python3-srt reads, with increasing indices', async () => {
    const srt = await rendered('srt', cues);
    const seen = (await python('srt', put('a.srt', srt))) as (Seen & { index: number })[];
    expect(seen).toEqual(blocks(srt).map((block, i) => ({ index: i + 1, ...block })));
  });

  it('are what python3-srt reads with CRLF and a byte order mark', async () => {
    const srt = await rendered('srt', cues);
    const windows = put(
      'a.srt',
      await rendered('srt', cues, { eol: '\r\n', bom: true, startIndex: 7 }),
    );
    const seen = (await python('srt', windows)) as (Seen & { index: number })[];
    expect(seen).toEqual(blocks(srt).map((block, i) => ({ index: i + 7, ...block })));
  });

  it("are what ffmpeg's demuxer reads", async () => {
    const srt = await rendered('srt', cues);
    expect(await ffprobe(put('a.srt', srt))).toEqual(blocks(srt));
  });

  it('are shown by ffmpeg as they stand, without a tag or an override', async () => {
    const srt = await rendered('srt', cues);
    const shown = await ffmpegAss(put('a.srt', srt));
    expect(shown.map(({ text }) => text)).toEqual(
      blocks(srt).map(({ text }) => text.replaceAll('\n', String.raw`\N`)),
    );
  });

  it('come out of mkvmerge as they went in', async () => {
    const srt = await rendered('srt', cues);
    const into = folder();
    await run('mkvmerge', ['-q', '-o', `${into}/a.mkv`, put('a.srt', srt)]);
    await run('mkvextract', [`${into}/a.mkv`, 'tracks', `0:${into}/b.srt`]);
    expect(blocks(readFileSync(`${into}/b.srt`, 'utf8').replace(/^\uFEFF/, ''))).toEqual(
      blocks(srt),
    );
  });
});
