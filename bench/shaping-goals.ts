// Shaping against captions that people wrote: break F1, Sigma and bad breaks, by language. The learned model
// of English saw some of them: those rows say "trained on".
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  learnedModel,
  overrideStyle,
  shape,
  styleFor,
  type Style,
} from '../src/subtitles/index.js';
import { captionsIn, type Captions } from './caption-files.js';
import { speechOf, type Speech } from './caption-speech.js';
import { breaksOf, figuresOf, linesOf, scoreOf, sumOf, type Score } from './break-score.js';

/** The names of the files that the learned model saw, as `bench/learn.ts` writes them. */
const trainedOn = JSON.parse(readFileSync('bench/trained-on.json', 'utf8')) as string[];

// The width of the lines that the captioners wrote, in the unit of the style.
const widths: Readonly<Record<string, number>> = { en: 32, es: 34, pt: 34, ru: 34, zh: 12, ja: 20 };

const styleOf = (captions: Captions): Style => {
  const style = styleFor(null, { segments: captions.cues });
  const language = captions.language?.slice(0, 2) ?? '';
  return overrideStyle(style, { maxChars: widths[language] ?? style.maxChars });
};

const scoreFor = async (captions: Captions, speech: Speech): Promise<Score> => {
  const transcript = speechOf(captions, speech);
  const model = await learnedModel(transcript);
  const { cues } = shape(transcript, styleOf(captions), { model });
  const ours = breaksOf(cues.map(({ lines }) => lines));
  return scoreOf(ours, breaksOf(linesOf(captions.cues)), captions.language?.slice(0, 2) ?? '');
};

const ways: readonly (readonly [string, Speech])[] = [
  ['word times', { punctuated: true, timed: true }],
  ['segment times', { punctuated: true, timed: false }],
  ['no punctuation', { punctuated: false, timed: true }],
];

const row = async (
  what: string,
  own: readonly Captions[],
  [name, speech]: (typeof ways)[number],
): Promise<string> => {
  const scores: Score[] = [];
  for (const file of own) scores.push(await scoreFor(file, speech));
  const { f1, eob, sigma, bad, theirBad } = figuresOf(sumOf(scores));
  const figures = [f1, eob, speech.punctuated ? sigma : Number.NaN, bad, theirBad];
  const cells = figures.map((n) => (Number.isNaN(n) ? '' : n.toFixed(1)));
  return `| ${[what, own.length, name, ...cells].join(' | ')} |`;
};

/**
 * The rows of the table: for each language of the captions and each form of the speech. Captions that the learned
 * model was trained on have rows of their own, which say so.
 */
export const goalRows = async (paths: readonly string[]): Promise<string[]> => {
  const files = captionsIn(paths);
  const groups = new Map<string, Captions[]>();
  for (const file of files) {
    const isTrained = file.language === 'en' && trainedOn.includes(basename(file.path));
    const what = `${file.language ?? ''}${isTrained ? ', trained on' : ''}`;
    groups.set(what, [...(groups.get(what) ?? []), file]);
  }
  const rows: string[] = [];
  for (const [what, own] of groups) {
    const unspaced = /^(?:zh|ja|th)/.test(what);
    for (const way of ways)
      if (way[1].punctuated || !unspaced) rows.push(await row(what, own, way));
  }
  return rows;
};
