// Trains the learned break cost of English from captions that people wrote. The same files give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import {
  buckets,
  featureCount,
  featuresOf,
  seenWord,
  type SeenWord,
} from '../src/subtitles/planner/learned/features.js';
import { perUnit } from '../src/subtitles/planner/learned/model.js';
import { speechOf } from './caption-speech.js';
import { captionsIn, type Captions } from './caption-files.js';

const rate = 0.08;
const l2 = 2e-6;
const passes = 4;
const keptWeights = 24_000;

interface Example {
  readonly words: readonly SeenWord[];
  /** 1 where a line or a cue ends after the word. */
  readonly breaks: Uint8Array;
}

const letters = (text: string): number => text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/** The words of a document as shaping sees them, and where its captions break. */
const exampleOf = (captions: Captions, punctuated: boolean): Example => {
  const ends = new Set<number>();
  let count = 0;
  for (const line of captions.cues.flatMap(({ text }) => text.split('\n'))) {
    count += letters(line);
    ends.add(count);
  }
  const { segments } = speechOf(captions, { punctuated, timed: false });
  const tokens = segments.flatMap(({ text }) => text.split(' ').filter((word) => word !== ''));
  const breaks = new Uint8Array(tokens.length);
  let at = 0;
  for (const [i, token] of tokens.entries()) {
    const own = letters(token);
    at += own;
    if (own > 0 && ends.has(at)) breaks[i] = 1;
  }
  return { words: tokens.map(seenWord), breaks };
};

/** A seeded order, the same on every machine. */
const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const out = [...items];
  let state = seed;
  for (let i = out.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = state % (i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
};

/** Adagrad over the documents; then the largest weights, as eight bits. */
export const learned = (files: readonly Captions[], punctuated: boolean): Int8Array => {
  const examples = files.map((file) => exampleOf(file, punctuated));
  const weights = new Float64Array(buckets);
  const squares = new Float64Array(buckets).fill(1e-6);
  const found = new Int32Array(featureCount);
  for (let pass = 0; pass < passes; pass += 1) {
    for (const { words, breaks } of shuffled(examples, pass + 1)) {
      for (let i = 0; i + 1 < words.length; i += 1) {
        featuresOf(words, i, found);
        let sum = 0;
        for (const bucket of found) sum += weights[bucket] as number;
        const error = 1 / (1 + Math.exp(-sum)) - (breaks[i] as number);
        for (const bucket of found) {
          const gradient = error + l2 * (weights[bucket] as number);
          squares[bucket] = (squares[bucket] as number) + gradient * gradient;
          weights[bucket] =
            (weights[bucket] as number) - (rate * gradient) / Math.sqrt(squares[bucket]);
        }
      }
    }
  }
  const order = Array.from(weights, (weight, bucket) => ({ weight: Math.abs(weight), bucket }))
    .sort((a, b) => b.weight - a.weight || a.bucket - b.bucket)
    .slice(0, keptWeights);
  const small = new Int8Array(buckets);
  for (const { bucket } of order)
    small[bucket] = Math.max(
      -127,
      Math.min(127, Math.round((weights[bucket] as number) * perUnit)),
    );
  return small;
};

/** The text that `readWeights` reads. */
export const weightsText = (weights: Int8Array): string => {
  const bytes: number[] = [];
  let last = -1;
  for (const [bucket, weight] of weights.entries()) {
    if (weight === 0) continue;
    let distance = bucket - last;
    while (distance > 127) {
      bytes.push((distance & 127) | 128);
      distance >>>= 7;
    }
    bytes.push(distance, weight & 255);
    last = bucket;
  }
  return Buffer.from(bytes).toString('base64');
};

/** Two of three files of each folder; the third is kept for measuring. */
export const trainingPart = (files: readonly Captions[]): Captions[] => {
  const counts = new Map<string, number>();
  return files.filter(({ path, language }) => {
    if (language !== 'en') return false;
    const index = counts.get(dirname(path)) ?? 0;
    counts.set(dirname(path), index + 1);
    return index % 3 !== 2;
  });
};

const folder = 'src/subtitles/planner/learned';

const header = `// Weights of the learned break model. \`npm run bench:tune -- --learn FOLDER...\` writes this file again, byte for byte.
// Learned from two thirds of the English captions of google-video-captions (Google, CC BY 3.0) and from the captions
// of Elephants Dream (Blender Foundation, CC BY 2.5). Changed: only statistics of words and breaks are left.
`;

/** Trains both models from folders of captions and writes their files, with the names of what they learned from. */
export const writeModels = (paths: readonly string[]): void => {
  const files = trainingPart(captionsIn(paths));
  for (const [name, punctuated] of [
    ['punctuated', true],
    ['unpunctuated', false],
  ] as const) {
    const file = `${folder}/${name}-weights.ts`;
    const text = `${header}\nexport const weights =\n  '${weightsText(learned(files, punctuated))}';\n`;
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, text);
    console.log(`${file}: ${text.length} bytes, ${text === before ? 'unchanged' : 'changed'}`);
  }
  const names = files.map(({ path }) => basename(path)).sort();
  writeFileSync('bench/trained-on.json', `${JSON.stringify(names, null, 2)}\n`);
};
