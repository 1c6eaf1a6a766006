// Speech at the same time, and what a captioner writes for it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shape, styleFor, type ShapeOptions } from '../../../src/subtitles/index.js';
import { transcriptOf, withChannelSpeakers } from '../../../src/transcripts/transcript.js';
import { segment } from '../support.js';

const style = styleFor('netflix-en', { segments: [] });

const shown = (segments: readonly ReturnType<typeof segment>[], options: ShapeOptions = {}) =>
  shape(transcriptOf(segments), style, options).cues.map(({ startMs, endMs, lines }) => [
    startMs,
    endMs,
    lines.join(' / '),
  ]);

const a = { speaker: 'A' };
const b = { speaker: 'B' };

describe('overlapping speech, one cue at a time', () => {
  test('two short turns share a cue, a dash for each', () => {
    expect(
      shown([segment(1000, 3000, 'Do you want to go?', a), segment(1010, 2900, 'No, wait!', b)]),
    ).toEqual([[1000, 3000, '- Do you want to go? / - No, wait!']]);
  });

  test('an interjection shares the cue of the sentence that it interrupts', () => {
    expect(
      shown([
        segment(0, 6000, 'I told you that we should never have come to this place at all.', a),
        segment(1200, 1900, 'I know.', b),
      ]),
    ).toEqual([
      [0, 2354, '- I told you that we should / - I know.'],
      [2438, 6000, 'never have come to this place at all.'],
    ]);
  });

  test('two channels without speakers are two speakers', () => {
    const call = [
      segment(0, 2000, 'How can I help you?', { channel: 0 }),
      segment(500, 2200, 'My order is late.', { channel: 1 }),
    ];
    expect(shown(call)).toEqual([[0, 2200, '- How can I help you? / - My order is late.']]);
    const { cues } = shape(transcriptOf(call), style, { keepOverlap: true, speakers: 'labels' });
    expect(cues.map(({ startMs, speaker, lines }) => [startMs, speaker, lines.join(' ')])).toEqual([
      [0, 'Channel 0', 'Channel 0: How can I help you?'],
      [500, 'Channel 1', 'Channel 1: My order is late.'],
    ]);
  });

  test('without labels and channels both divide the time, and the overlap is reported', () => {
    const { cues, repairs } = shape(
      transcriptOf([
        segment(1000, 5000, 'One of the two speaks here.'),
        segment(1016, 5000, 'And the other one speaks here.'),
      ]),
      style,
    );
    expect(cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 2814],
      [2898, 5000],
    ]);
    expect(repairs).toMatchObject([{ kind: 'overlap', count: 1 }]);
  });

  test('in raw each segment stays a cue, and both can be read', () => {
    const raw = styleFor('raw', { segments: [] });
    const { cues } = shape(
      transcriptOf([segment(0, 4000, 'The same text.', a), segment(10, 4000, 'The same text.', b)]),
      raw,
    );
    expect(cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 2000],
      [2000, 4000],
    ]);
  });
});

test('an overlap with an unlabelled cue is reported, one of two named speakers is not', () => {
  const both = (speaker: string | null) =>
    shape(
      transcriptOf([
        segment(0, 3000, 'Do you want to go?', a),
        segment(1500, 4000, 'No, wait!', { speaker }),
      ]),
      style,
      { keepOverlap: true },
    ).violations.map(({ rule }) => rule);
  expect(both(null)).toEqual(['overlap']);
  expect(both('B')).toEqual([]);
});

test('channels are speakers only when each segment has one and no speaker is named', () => {
  const on = (channel: number | null, speaker: string | null = null) =>
    segment(0, 1, 'x', { channel, speaker });
  const names = (...segments: readonly ReturnType<typeof segment>[]) =>
    withChannelSpeakers(segments).map(({ speaker }) => speaker);
  expect(names(on(0), on(1))).toEqual(['Channel 0', 'Channel 1']);
  expect(names(on(1), on(1))).toEqual([null, null]);
  expect(names(on(0), on(null))).toEqual([null, null]);
  expect(names(on(0, 'Anna'), on(1))).toEqual(['Anna', null]);
});

test('no cue is shorter than can be read while its speech is longer', () => {
  const turn = fc.record({
    length: fc.integer({ min: 1500, max: 6000 }),
    step: fc.integer({ min: 0, max: 3000 }),
    text: fc.constantFrom(
      'Yes.',
      'I do not know what to say.',
      'We went there on a Monday with the others.',
    ),
  });
  fc.assert(
    fc.property(fc.array(turn, { minLength: 2, maxLength: 2 }), (turns) => {
      let at = 1000;
      const segments = turns.map(({ length, step, text }, i) => {
        at += step;
        return segment(at, at + length, text, { speaker: i % 2 === 0 ? 'A' : 'B' });
      });
      for (const cue of shape(transcriptOf(segments), style).cues)
        expect(cue.endMs - cue.startMs).toBeGreaterThan(150);
    }),
  );
});
