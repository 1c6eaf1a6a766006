// Break costs from the learned model, with the hand rules as a floor.
import { breakWeights } from '../weights.js';
import { seenWord, type SeenWord } from './features.js';
import { logitOf, type LearnedModel } from './model.js';

const dearest = 14;

// Most words of a talk repeat. The bound keeps the memory of a long programme small.
const mostWords = 20_000;
const seen = new Map<string, SeenWord>();

const cachedWord = (token: string): SeenWord => {
  let word = seen.get(token);
  if (word === undefined) {
    word = seenWord(token);
    if (seen.size >= mostWords) seen.clear();
    seen.set(token, word);
  }
  return word;
};

/**
 * Replaces the hand costs of the breaks (before token i) by learned ones. A break that the hand rules punish, after
 * "the" or inside a name, still costs a part of the penalty more.
 */
export const applyModel = (
  { weights, neutral, perLogit, floor }: LearnedModel,
  sources: readonly string[],
  breaks: Float64Array,
): void => {
  const words = sources.map(cachedWord);
  for (let i = 1; i < words.length; i += 1) {
    const penalty = Math.max(0, (breaks[i] as number) - breakWeights.plain) * floor;
    const cost = neutral - perLogit * logitOf(weights, words, i - 1);
    breaks[i] = Math.min(dearest, Math.max(0, cost)) + penalty;
  }
};
