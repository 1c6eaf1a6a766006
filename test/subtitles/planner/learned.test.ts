// The learned break cost of English: trained the same way each time, read back exactly, and never without the rules.
import { describe, expect, test } from 'vitest';
import type { Captions } from '../../../bench/caption-files.js';
import { learned, weightsText } from '../../../bench/learn.js';
import { learnedModel, shape, styleFor } from '../../../src/subtitles/index.js';
import { seenWord } from '../../../src/subtitles/planner/learned/features.js';
import { logitOf, readWeights } from '../../../src/subtitles/planner/learned/model.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { segment } from '../support.js';

const speech =
  'So what we are going to do is to look at the way in which the application finds the files of the user, ' +
  'and then we go on to the part that most of you have been waiting for, which is the demonstration of the ' +
  'things that you can build with it when you know how the pieces of the system fit together.';
const english = transcriptOf([segment(0, 22_000, speech)], 'en');

describe('training', () => {
  const captions: Captions = {
    path: 'talk.srt',
    language: 'en',
    cues: Array.from({ length: 40 }, (_, i) =>
      segment(i * 2000, i * 2000 + 1900, 'we look at the files,\nand then we go on.'),
    ),
  };

  test('gives the same bytes each time, and they are read back exactly', () => {
    const text = weightsText(learned([captions], true));
    expect(weightsText(learned([captions], true))).toBe(text);
    const weights = readWeights(text);
    expect(weightsText(weights)).toBe(text);
    expect(weights.some((weight) => weight !== 0)).toBe(true);
  });

  test('learns where the captions break', () => {
    const weights = learned([captions], true);
    const words = 'we look at the files, and then we go on.'.split(' ').map(seenWord);
    const logits = words.map((_, i) => logitOf(weights, words, i));
    expect(logits.flatMap((logit, i) => (logit > 0 ? [i] : []))).toEqual([4, 9]);
  });
});

describe('the model', () => {
  test.each(['es', 'zh', null])('is not loaded for %s', async (language) => {
    expect(await learnedModel({ ...english, language })).toBeUndefined();
  });

  test('of a text without punctuation is another one', async () => {
    const bare = transcriptOf([segment(0, 22_000, speech.replaceAll(/[,.]/g, ''))], 'en');
    const [with_, without] = [await learnedModel(english), await learnedModel(bare)];
    expect(without?.weights).not.toEqual(with_?.weights);
  });

  test('decides breaks, and no line ends on an article or a preposition', async () => {
    const style = styleFor('netflix-en', english);
    const lines = (model: Awaited<ReturnType<typeof learnedModel>>) =>
      shape(english, style, { model }).cues.flatMap((cue) => cue.lines);
    const learnedLines = lines(await learnedModel(english));
    expect(learnedLines).not.toEqual(lines(undefined));
    expect(learnedLines.join(' ')).toBe(speech);
    expect(learnedLines.filter((line) => /\b(?:the|a|of|to|in|and|with)$/.test(line))).toEqual([]);
  });
});
