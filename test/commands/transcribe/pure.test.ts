// The parts of transcribe that only compute.
import { describe, expect, it } from 'vitest';
import { namedFormats } from '../../../src/commands/outputs/output-plan.js';
import { Channel } from '../../../src/commands/transcribe/run/channel.js';
import {
  costOf,
  durationOf,
  refuseAbove,
} from '../../../src/commands/transcribe/items/estimate.js';
import {
  baseOf,
  outputsOf,
  withoutTwins,
} from '../../../src/commands/transcribe/items/item-outputs.js';
import { noCounts, showBytes, statusLine } from '../../../src/commands/transcribe/run/progress.js';
import { readAmount, readSettings } from '../../../src/commands/transcribe/settings.js';
import { itemKeyOf, type Item } from '../../../src/commands/transcribe/items/item.js';
import { objectKeyOf } from '../../../src/submitting/upload-once.js';

describe('names', () => {
  it.each([
    ['/home/me/talk.mp4', 'talk'],
    ['/home/me/archive.tar.gz', 'archive.tar'],
    ['oss://bucket/dir/%E4%B8%AD.wav', '中'],
    ['https://h.example/a%2Fb.mp3?sign=x', 'a b'],
    ['/home/me/100%25.wav', '100%25'],
    ['/tmp/.hidden', 'hidden'],
  ])('of %s is %s', (media, base) => {
    expect(baseOf(media)).toBe(base);
  });

  const where = { dir: '/out', name: undefined, title: null, shaping: {} };
  const named = (output: string | null, formats: readonly string[] = ['srt']) =>
    outputsOf({ output, from: 'l:1' }, '/in/talk.mp4', namedFormats(formats), where).map(
      ({ path }) => path,
    );

  it('take the extension of each format, once', () => {
    expect(named(null, ['srt', 'vtt'])).toEqual(['/out/talk.srt', '/out/talk.vtt']);
    expect(named('')).toEqual(['/out/talk.srt']);
    expect(named('a/b')).toEqual(['/out/a/b.srt']);
    expect(named('a.SRT')).toEqual(['/out/a.SRT']);
    expect(named(null, ['youtube-chapters'])).toEqual(['/out/talk.chapters.txt']);
  });

  it('follow --name, unless the entry has an output of its own', () => {
    const shaping = { language: 'en', style: 'bbc' };
    const naming = { ...where, name: '{lang}/{stem}.{style}.{ext}', shaping };
    const paths = (output: string | null, more = {}): string[] =>
      outputsOf({ output, from: 'l:1' }, '/in/talk.mp4', namedFormats(['srt', 'vtt']), {
        ...naming,
        ...more,
      }).map(({ path }) => path);
    expect(paths(null)).toEqual(['/out/en/talk.bbc.srt', '/out/en/talk.bbc.vtt']);
    expect(paths('mine')).toEqual(['/out/mine.srt', '/out/mine.vtt']);
    expect(paths(null, { name: '{title}.{ext}', title: 'a/b' })).toEqual([
      '/out/a b.srt',
      '/out/a b.vtt',
    ]);
    expect(() => paths(null, { name: '{stem}-{id}.{ext}' })).toThrow('--name needs {id}');
    expect(() => paths(null, { name: '{style}.{ext}', shaping: {} })).toThrow(
      '--name needs {style}',
    );
    expect(() => paths(null, { name: '../{stem}.{ext}' })).toThrow('below the output folder');
  });

  it.each(['../x', 'a/../../x', '/etc/x', '.'])('of an output may not be %j', (output) => {
    expect(() => named(output)).toThrow('is not below the output folder');
  });

  it('are cut where a file system would not take them, before the extension', () => {
    const [path = ''] = outputsOf(
      { output: null, from: null },
      `/in/${'课'.repeat(80)}.wav`,
      namedFormats(['youtube-chapters']),
      where,
    ).map((output) => output.path);
    expect(path).toBe(`/out/${'课'.repeat(60)}.chapters.txt`);
  });

  it('of a list may not be longer than a file system takes, nor hold control characters', () => {
    expect(named('a'.repeat(251))).toEqual([`/out/${'a'.repeat(251)}.srt`]);
    for (const output of ['a'.repeat(252), '课'.repeat(84), `${'a'.repeat(256)}/b`])
      expect(() => named(output)).toThrow(/^l:1: ".*" is too long for a file name$/);
    for (const character of ['\n', '\u001b', '\u007f', '\u009b'])
      expect(() => named(`a${character}[2Jb`)).toThrow('control characters');
  });

  const item = (media: string, more: Partial<Item> = {}): Item => ({
    index: 0,
    source: media,
    media,
    name: null,
    bytes: 1,
    upload: false,
    options: {},
    shaping: {},
    stdout: null,
    outputs: outputsOf({ output: null, from: null }, media, namedFormats(['srt']), where),
    ...more,
  });

  it('of two items may not be one, whatever the case of the letters', () => {
    expect(() => withoutTwins([item('/a/talk.wav'), item('/b/TALK.mp4')])).toThrow(
      'would both be written to',
    );
    // One name, composed and decomposed: macOS has one file for both.
    expect(() => withoutTwins([item('/a/é.wav'), item('/b/e\u0301.wav')])).toThrow(
      'would both be written to',
    );
    expect(withoutTwins([item('/a/talk.wav'), item('/a/talk.wav')])).toHaveLength(1);
    expect(() =>
      withoutTwins([item('/a/talk.wav'), item('/a/talk.wav', { options: { title: 'x' } })]),
    ).toThrow('would both be written to');
  });

  it('of objects come from the content; the extension stays', () => {
    expect(objectKeyOf('ab'.repeat(32), '/x/Talk.MP4')).toBe(`asrctl/${'ab'.repeat(16)}.mp4`);
    expect(objectKeyOf('ab'.repeat(32), '/x/talk')).toBe(`asrctl/${'ab'.repeat(16)}`);
    expect(objectKeyOf('ab'.repeat(32), '/x/talk.we ird')).toBe(`asrctl/${'ab'.repeat(16)}`);
  });

  it('and places, contents, flags and files make an item what it is', () => {
    const keys = [
      itemKeyOf('p', item('/a/talk.wav'), 'd1'),
      itemKeyOf('q', item('/a/talk.wav'), 'd1'),
      itemKeyOf('p', item('/a/talk.wav'), 'd2'),
      itemKeyOf('p', item('/a/talk.wav', { options: { title: 'x' } }), 'd1'),
      itemKeyOf('p', item('/a/talk.wav', { shaping: { style: 'bbc' } }), 'd1'),
      itemKeyOf('p', item('/a/other.wav'), 'd1'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    const twoFlags = { options: { a: '1', b: '2' } };
    const turned = { options: { b: '2', a: '1' } };
    expect(itemKeyOf('p', item('/a', twoFlags), 'd')).toBe(itemKeyOf('p', item('/a', turned), 'd'));
  });
});

describe('the status line', () => {
  it('has what there is to say', () => {
    const counts = noCounts(50);
    expect(statusLine(counts, 0)).toBe('0 of 50 finished');
    Object.assign(counts, { done: 12, failed: 1, waiting: 20 });
    expect(statusLine(counts, 0)).toBe('12 of 50 finished, 20 in progress, 1 failed');
    const upload = { uploading: 2, uploadBytes: 120e6, sentBytes: 45e6, uploadStartMs: 1000 };
    Object.assign(counts, upload);
    expect(statusLine(counts, 10_000)).toContain('45.0 MB of 120 MB uploaded (5.0 MB/s, 15s left)');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [52_428_800, '52.4 MB'],
    [123_456_789_012, '123 GB'],
  ])('shows %d bytes as %s', (bytes, text) => {
    expect(showBytes(bytes)).toBe(text);
  });
});

describe('costs', () => {
  it('add up lengths, and count those that are not known', () => {
    expect(costOf([1_800_000, null, 1_800_000], 1.5)).toEqual({
      minutes: 60,
      unknown: 1,
      cost: 1.5,
    });
    expect(costOf([], null)).toEqual({ minutes: 0, unknown: 0, cost: null });
  });

  it('are refused above the limit, without a price, and where a length is not known', () => {
    expect(() => refuseAbove(costOf([3_600_000], 2), 1.99)).toThrow('would cost 2');
    expect(() => refuseAbove(costOf([3_600_000], null), 5)).toThrow('needs a price');
    expect(() => refuseAbove(costOf([null], 2), 5)).toThrow('not known');
    expect(() => refuseAbove(costOf([3_600_000], 2), 2)).not.toThrow();
  });

  it.each([
    ['12.345\n', 12_345],
    ['N/A\n', null],
    ['', null],
  ])('read ffprobe’s %j as %s', (stdout, ms) => {
    expect(durationOf(stdout)).toBe(ms);
  });
});

describe('flags', () => {
  it('are read as numbers, or refused by name', () => {
    expect(readSettings({})).toMatchObject({ concurrency: 8, timeoutMs: Infinity, force: false });
    expect(readSettings({ concurrency: '2', timeout: '2h' })).toMatchObject({
      concurrency: 2,
      timeoutMs: 7_200_000,
    });
    for (const concurrency of ['0', '33', '-1', 'many'])
      expect(() => readSettings({ concurrency })).toThrow('--concurrency');
    expect(readAmount('2.5', '--max-cost')).toBe(2.5);
    expect(() => readAmount('2,5', '--max-cost')).toThrow('--max-cost "2,5" is not an amount');
  });
});

describe('the channel', () => {
  it('gives what was sent before its end or its fault', async () => {
    const good = new Channel<number>();
    good.send(1);
    good.send(2);
    good.close();
    const got: number[] = [];
    for await (const value of good) got.push(value);
    expect(got).toEqual([1, 2]);
    const bad = new Channel<number>();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of bad) seen.push(value);
    })();
    bad.send(3);
    bad.fail(new Error('broken'));
    await expect(reading).rejects.toThrow('broken');
    expect(seen).toEqual([3]);
  });
});
