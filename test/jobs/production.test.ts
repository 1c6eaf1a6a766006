import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chaptersOf } from '../../src/transcripts/results/production-chapters.js';
import { expiryOf } from '../../src/jobs/presigned.js';
import { isSentence } from '../../src/jobs/production.js';

describe('the expiry of a presigned URL', () => {
  test.each([
    [
      'https://b.oss-cn-shanghai.aliyuncs.com/o?Expires=1769863200&Signature=x',
      '2026-01-31T12:40:00Z',
    ],
    ['http://h/o?x-oss-date=20260131T112130Z&x-oss-expires=3599', '2026-01-31T12:21:29Z'],
    ['http://h/o?X-Oss-Date=20260131T112130Z&X-Oss-Expires=60', '2026-01-31T11:22:30Z'],
    // A duration without its start has no expiry.
    ['http://h/o?x-oss-expires=3599', null],
    ['http://h/o?x-oss-date=yesterday&x-oss-expires=3599', null],
    ['http://h/o?Expires=soon', null],
    ['http://h/o', null],
    ['no address', null],
  ])('%s', (address, end) => {
    expect(expiryOf(address)).toBe(end);
  });

  test('any text gives a time or null', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl({ withQueryParameters: true }), (text, url) => {
        for (const address of [text, url, `${url}?Expires=${text}`])
          expect(expiryOf(address) ?? '2026-01-31T12:00:00Z').toMatch(
            /^[+-]?\d{4,6}-\d\d-\d\dT[\d:]{8}Z$/,
          );
      }),
    );
  });
});

describe('sentences among file names', () => {
  test.each([
    ['out/walk.mp4', false],
    ['out/my walk, take 2.mp4', false],
    ['out/folder/', false],
    ['oss://b/a walk', false],
    ['0f1e2d3c4b5a69788796a5b4c3d2e1f0', false],
    ['The bucket does not belong to this region: oss-cn-beijing', true],
    ['InvalidBucket: not here', true],
    ['InvalidParameter.Bucket:b', true],
    ['存储空间不存在，请检查区域。', true],
  ])('%s: %s', (entry, expected) => {
    expect(isSentence(entry)).toBe(expected);
  });
});

describe('chapters', () => {
  test('seconds as numbers or texts, sorted by time, without invalid entries', () => {
    const result = [
      { start: '10.5', end: 12, title: ' ' },
      { start: 1, end: '2.0005', title: 'first' },
      { start: 5, end: 5 },
      { start: -1, end: 3 },
      { start: 'x', end: 3 },
      null,
    ];
    expect(chaptersOf('MusicSegmentDetect', result)).toEqual([
      { startMs: 1000, endMs: 2001, title: 'first' },
      { startMs: 10_500, endMs: 12_000, title: 'Segment 1' },
    ]);
  });

  test('a list inside the result, a result of another shape, another function', () => {
    const inside = { VideoSummaryList: [{ StartTime: '1', EndTime: '2' }] };
    expect(chaptersOf('VideoClip', inside)).toEqual([
      { startMs: 1000, endMs: 2000, title: 'Clip 1' },
    ]);
    expect(chaptersOf('VideoClip', 'none')).toEqual([]);
    expect(chaptersOf('VideoClip', null)).toEqual([]);
    expect(chaptersOf('Cover', [])).toBeNull();
    expect(chaptersOf(null, [])).toBeNull();
  });
});
