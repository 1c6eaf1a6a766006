// Tunes the weights of shaping on captions that people wrote. Arguments: VTT or SRT files or folders; `--text`
// ignores their times, so that only the words decide; `--measure` only measures the current weights; `--learn` trains
// the learned break models of English instead.
// Break F1: a break (line or cue end) is found when shaping has a break after the same word. Half of the captions,
// every other group of 20, are used for tuning. The figure of the other half is the result.
import { transcriptOf, type Segment, type Transcript } from '../src/transcripts/transcript.js';
import { styleFor, type Style } from '../src/subtitles/index.js';
import { shape } from '../src/subtitles/shape.js';
import { weightsFor, type Weights } from '../src/subtitles/planner/weights.js';
import { writeModels } from './learn.js';
import { captionFiles } from './shaping-corpora.js';

interface Sample {
  readonly transcript: Transcript;
  readonly style: Style;
  /** Offsets of the breaks in the captions, in the text without white space. */
  readonly breaks: ReadonlySet<number>;
}

const inked = (text: string): number => text.replace(/\s+/g, '').length;

const offsetsOf = (lines: readonly string[]): Set<number> => {
  const offsets = new Set<number>();
  let at = 0;
  for (const line of lines.slice(0, -1)) {
    at += inked(line);
    offsets.add(at);
  }
  return offsets;
};

/** Captions as an engine would return them: without line breaks; with `text`, also without times. */
const sampleOf = (segments: readonly Segment[], language: string | null, text: boolean): Sample => {
  const lines = segments.flatMap((segment) => segment.text.split('\n'));
  const spaced = language === 'ja' || language === 'zh' ? '' : ' ';
  const unwrapped = segments.map((segment) =>
    Object.assign({ ...segment }, { text: segment.text.replaceAll('\n', spaced) }),
  );
  const whole = unwrapped.map((segment) => segment.text).join(spaced);
  const untimed: Segment = {
    startMs: 0,
    endMs: whole.length * 66,
    text: whole,
    speaker: null,
    channel: null,
    words: [],
  };
  const transcript = transcriptOf(text ? [untimed] : unwrapped, language);
  return { transcript, style: styleFor(null, transcript), breaks: offsetsOf(lines) };
};

interface Score {
  readonly hit: number;
  readonly ours: number;
  readonly theirs: number;
}

const scoreOf = ({ transcript, style, breaks }: Sample, weights: Weights): Score => {
  const ours = offsetsOf(shape(transcript, style, {}, weights).cues.flatMap((cue) => cue.lines));
  const hit = [...ours].filter((offset) => breaks.has(offset)).length;
  return { hit, ours: ours.size, theirs: breaks.size };
};

/** Break F1 over all samples, 0 to 100. */
const f1 = (samples: readonly Sample[], weights: Weights): number => {
  const sum = { hit: 0, ours: 0, theirs: 0 };
  for (const sample of samples) {
    const score = scoreOf(sample, weights);
    sum.hit += score.hit;
    sum.ours += score.ours;
    sum.theirs += score.theirs;
  }
  return (200 * sum.hit) / (sum.ours + sum.theirs);
};

/** Coordinate descent: changes each weight up and down and keeps a change that improves the score. */
const tuned = (samples: readonly Sample[], start: Weights): Weights => {
  let best = start;
  let top = f1(samples, best);
  for (let step = 0.5; step > 0.05; step /= 2) {
    for (const key of Object.keys(best) as (keyof Weights)[]) {
      for (const factor of [1 + step, 1 - step]) {
        const next = { ...best, [key]: best[key] * factor };
        const score = f1(samples, next);
        if (score > top + 1e-9) [best, top] = [next, score];
      }
    }
  }
  return best;
};

const groupSize = 20;

const tune = (args: readonly string[]): void => {
  const text = args.includes('--text');
  const halves: [Sample[], Sample[]] = [[], []];
  for (const { path, transcript } of captionFiles(args.filter((arg) => !arg.startsWith('--')))) {
    const { segments, language } = transcript;
    console.log(`${path}: ${segments.length} captions`);
    for (let i = 0; i * groupSize < segments.length; i += 1) {
      const part = segments.slice(i * groupSize, (i + 1) * groupSize);
      halves[i % 2 === 0 ? 0 : 1].push(sampleOf(part, language, text));
    }
  }
  const [half, other] = halves;
  const [first] = half;
  if (first === undefined || other.length === 0) {
    throw new Error('give at least 21 captions');
  }
  const current = weightsFor(first.style);
  const show = (name: string, weights: Weights): void =>
    console.log(
      `${name}: F1 ${f1(half, weights).toFixed(1)} on one half, ${f1(other, weights).toFixed(1)} on the other`,
    );
  show('current', current);
  if (!args.includes('--measure')) {
    const found = tuned(half, current);
    show('tuned', found);
    console.log(
      JSON.stringify(
        found,
        (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(2)) : value),
        2,
      ),
    );
  }
};

const args = process.argv.slice(2);
if (args.includes('--learn')) writeModels(args.filter((arg) => !arg.startsWith('--')));
else tune(args);
