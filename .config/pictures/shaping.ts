// Cues of a writer that fills lines beside cues of `asrctl export`, for the same words. Both are computed.
import { corpora } from '../../bench/shaping-corpora.js';
import { greedy } from '../../bench/shaping-greedy.js';
import type { Cue } from '../../src/subtitles/cue.js';
import { learnedModel, shape, styleFor } from '../../src/subtitles/index.js';
import { escaped, linePx, pictureOf } from './svg.js';

interface Sample {
  /** Name of the text in `bench/`. */
  readonly name: string;
  readonly heading: string;
  /** Cues that start before this time are shown. */
  readonly untilMs: number;
}

const samples: readonly Sample[] = [
  { name: 'recording.wav', heading: 'The example recording', untilMs: 11_000 },
  { name: 'Alice', heading: 'Lewis Carroll, 42 columns', untilMs: 22_000 },
  { name: '故乡', heading: '鲁迅《故乡》，18 full-width columns', untilMs: 20_000 },
];

const columnWidth = 452;
const margin = 16;
const padding = 8;
const textLeft = 56;

interface Drawn {
  readonly svg: string;
  readonly bottom: number;
}

const drawCue = (cue: Cue, left: number, top: number): Drawn => {
  const height = cue.lines.length * linePx + padding;
  const lines = cue.lines.map((line, i) => {
    const y = top + 16 + i * linePx + padding / 2;
    return `<text x="${left + textLeft}" y="${y}">${escaped(line)}</text>`;
  });
  const seconds = (cue.startMs / 1000).toFixed(1);
  const y = top + 16 + padding / 2;
  const parts = [
    `<rect class="cue" x="${left}" y="${top}" width="${columnWidth}" height="${height}" rx="4"/>`,
    `<text class="dim" text-anchor="end" x="${left + textLeft - 12}" y="${y}">${seconds}</text>`,
    ...lines,
  ];
  return { svg: parts.join('\n'), bottom: top + height + 6 };
};

const drawColumn = (cues: readonly Cue[], left: number, top: number): Drawn => {
  let bottom = top;
  const drawn = cues.map((cue) => {
    const one = drawCue(cue, left, bottom);
    bottom = one.bottom;
    return one.svg;
  });
  return { svg: drawn.join('\n'), bottom };
};

/** Cues of both writers that start before the limit of the sample. */
const cuesOf = async ({ name, untilMs }: Sample): Promise<readonly [Cue[], Cue[]]> => {
  const found = corpora([]).find((corpus) => corpus.name === name);
  if (found === undefined) throw new Error(`bench has no text ${name}`);
  const { transcript } = found;
  const style = styleFor(null, transcript);
  const model = await learnedModel(transcript);
  const early = (cues: readonly Cue[]): Cue[] => cues.filter(({ startMs }) => startMs < untilMs);
  return [early(greedy(transcript, style)), early(shape(transcript, style, { model }).cues)];
};

/** The comparison as an SVG file. */
export const shapingPicture = async (): Promise<string> => {
  const right = margin * 2 + columnWidth;
  const body = [
    `<text class="strong" x="${margin}" y="30">lines filled to the width</text>`,
    `<text class="strong" x="${right}" y="30">asrctl export</text>`,
  ];
  let top = 44;
  for (const sample of samples) {
    body.push(`<text class="dim" x="${margin}" y="${top + 14}">${escaped(sample.heading)}</text>`);
    const columns = (await cuesOf(sample)).map((cues, i) =>
      drawColumn(cues, i === 0 ? margin : right, top + 24),
    );
    body.push(...columns.map(({ svg }) => svg));
    top = Math.max(...columns.map(({ bottom }) => bottom)) + 10;
  }
  return pictureOf({
    width: right + columnWidth + margin,
    height: top + 6,
    title: 'The same words as cues: lines filled to the width, and asrctl export',
    body: body.join('\n'),
  });
};
