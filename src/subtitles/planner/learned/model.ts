// A learned break model: logistic regression with weights of eight bits.
import { buckets, featureCount, featuresOf, type SeenWord } from './features.js';

export interface LearnedModel {
  /** By bucket, in units of 1 / `perUnit`. */
  readonly weights: Int8Array;
  /** Cost of a break where people break in half of the cases, and how much a unit of the logit changes it. */
  readonly neutral: number;
  readonly perLogit: number;
  /** The share of a penalty of the hand rules that is always paid. */
  readonly floor: number;
}

/** Steps of a weight in one unit of the logit. */
export const perUnit = 24;

/**
 * Reads weights from their text: for each weight that is not zero the distance to its bucket (seven bits a byte, the
 * lowest first) and the weight, as base64.
 */
export const readWeights = (text: string): Int8Array => {
  const bytes = Buffer.from(text, 'base64');
  const weights = new Int8Array(buckets);
  let bucket = -1;
  let distance = 0;
  let shift = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    distance |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    bucket += distance;
    at += 1;
    weights[bucket] = bytes.readInt8(at);
    [distance, shift] = [0, 0];
  }
  return weights;
};

const found = new Int32Array(featureCount);

/** The logit of a break after word `i`: above 0 where people break in more than half of the cases. */
export const logitOf = (weights: Int8Array, words: readonly SeenWord[], i: number): number => {
  featuresOf(words, i, found);
  let sum = 0;
  for (const bucket of found) sum += weights[bucket] as number;
  return sum / perUnit;
};
