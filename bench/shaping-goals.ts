// Shaping against captions that people wrote: break F1, Sigma and bad breaks, by language. Nothing is trained on them.
import { overrideStyle, shape, styleFor, type Style } from '../src/subtitles/index.js';
import { captionsIn, type Captions } from './caption-files.js';
import { speechOf, type Speech } from './caption-speech.js';
import { breaksOf, figuresOf, linesOf, scoreOf, sumOf, type Score } from './break-score.js';

// The width of the lines that the captioners wrote, in the unit of the style.
const widths: Readonly<Record<string, number>> = { en: 32, es: 34, pt: 34, ru: 34, zh: 12, ja: 20 };

const styleOf = (captions: Captions): Style => {
  const style = styleFor(null, { segments: captions.cues });
  const language = captions.language?.slice(0, 2) ?? '';
  return overrideStyle(style, { maxChars: widths[language] ?? style.maxChars });
};

const scoreFor = (captions: Captions, speech: Speech): Score => {
  const transcript = speechOf(captions, speech);
  const { cues } = shape(transcript, styleOf(captions));
  const ours = breaksOf(cues.map(({ lines }) => lines));
  return scoreOf(ours, breaksOf(linesOf(captions.cues)), captions.language?.slice(0, 2) ?? '');
};

const ways: readonly (readonly [string, Speech])[] = [
  ['word times', { punctuated: true, timed: true }],
  ['segment times', { punctuated: true, timed: false }],
  ['no punctuation', { punctuated: false, timed: true }],
];

const row = (language: string, own: readonly Captions[], [name, speech]: (typeof ways)[number]) => {
  const score = sumOf(own.map((file) => scoreFor(file, speech)));
  const { f1, eob, sigma, bad, theirBad } = figuresOf(score);
  const figures = [f1, eob, speech.punctuated ? sigma : Number.NaN, bad, theirBad];
  const cells = figures.map((n) => (Number.isNaN(n) ? '' : n.toFixed(1)));
  return `| ${[language, own.length, name, ...cells].join(' | ')} |`;
};

/** The rows of the table: for each language of the captions and each form of the speech. */
export const goalRows = (paths: readonly string[]): string[] => {
  const files = captionsIn(paths);
  const languages = new Set(files.map(({ language }) => language ?? ''));
  return [...languages].flatMap((language) => {
    const own = files.filter((file) => (file.language ?? '') === language);
    const spaced = /^(?:zh|ja|th)/.test(language) ? ways.filter(([, s]) => s.punctuated) : ways;
    return spaced.map((way) => row(language, own, way));
  });
};
