// Loads the learned break model of a transcript. Only English has one: in the other languages of the captions the
// rules were as good.
import type { Transcript } from '../../../transcripts/transcript.js';
import { isUnpunctuated } from '../../text/punctuated.js';
import { readWeights, type LearnedModel } from './model.js';

// Found on nine documents of the training part: break F1 with at most 1 % (2 %) of breaks after words that belong to
// the next one.
const punctuated = { neutral: 3.2, perLogit: 2.1, floor: 0.5 };
const unpunctuated = { neutral: 2.6, perLogit: 1.8, floor: 1 };

/** The model for the transcript's language and punctuation, or undefined: then the rules alone decide. */
export const learnedModel = async (transcript: Transcript): Promise<LearnedModel | undefined> => {
  if (!/^en\b/i.test(transcript.language ?? '')) return undefined;
  if (isUnpunctuated(transcript.segments)) {
    const { weights } = await import('./unpunctuated-weights.js');
    return { weights: readWeights(weights), ...unpunctuated };
  }
  const { weights } = await import('./punctuated-weights.js');
  return { weights: readWeights(weights), ...punctuated };
};
