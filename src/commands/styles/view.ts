// What `styles` shows: a row for each style, or one style with cues that the shaper made in it.
import { usageError } from '../../errors.js';
import type { Column, Records, Section } from '../../formats/output.js';
import { shape, styleFor, styles, type Style } from '../../subtitles/index.js';
import { styleSources } from '../../subtitles/styles/sources.js';
import { textColumn } from '../views/columns.js';
import { cueTime } from '../views/rule-messages.js';
import { sampleFor } from './sample.js';

const sourceOf = ({ name }: Style): string => styleSources[name] ?? '';

/** Null where the guide has no limit. */
const limit = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Empty for no limit; the shortest time of any cue is 1 ms. */
const seconds = (ms: number): string => (Number.isFinite(ms) && ms !== 1 ? `${ms / 1000} s` : '');

const number = (key: keyof Style, label: string, more: Partial<Column<Style>> = {}) =>
  textColumn(key, (style: Style) => limit(style[key] as number), { label, ...more });

const columns: readonly Column<Style>[] = [
  textColumn('name', (style) => style.name),
  number('maxChars', 'CHARS'),
  number('maxLines', 'LINES'),
  number('maxCps', 'CPS'),
  number('maxWpm', 'WPM', { shrink: 2, least: 3, optional: 'empty' }),
  number('minDurationMs', 'SHORTEST', { cell: (style) => seconds(style.minDurationMs) }),
  number('maxDurationMs', 'LONGEST', { cell: (style) => seconds(style.maxDurationMs) }),
  number('gapMs', 'GAP', { cell: (style) => seconds(style.gapMs) }),
  textColumn('source', sourceOf, { shrink: 1 }),
];

/** The cues of the sample, shaped as `export` shapes a transcript. */
const sampleCues = (style: Style) => {
  const sample = sampleFor(style.name);
  return shape(sample, styleFor(style.name, sample)).cues.map(({ startMs, endMs, lines }) => ({
    startMs,
    endMs,
    lines,
  }));
};

const sampleSection = (style: Style): Section => ({
  title: 'Sample',
  exact: true,
  text: sampleCues(style)
    .map(({ startMs, endMs, lines }) =>
      [`${cueTime(startMs)} --> ${cueTime(endMs)}`, ...lines].join('\n'),
    )
    .join('\n\n'),
});

const orNone = (value: number, unit: string): string =>
  Number.isFinite(value) ? `${value} ${unit}` : 'no limit';

const unitText = ({ unit }: Style): string =>
  unit === 'fw' ? 'full-width characters (a half-width one counts 0.5)' : 'characters';

/** The numbers for text that is mostly Chinese, Japanese or Korean. */
const wideField = ({ wide }: Style): [string, string][] =>
  wide === null
    ? []
    : [['CJK text', `${wide.maxChars} full-width characters, ${wide.maxCps} a second`]];

const fieldsOf = (style: Style): [string, string][] => [
  ['Style', style.name],
  ['Line', orNone(style.maxChars, unitText(style))],
  ['Lines', orNone(style.maxLines, 'in a cue')],
  ['Speed', orNone(style.maxCps, 'characters a second')],
  ...(style.childCps === null
    ? []
    : ([['Children', `${style.childCps} characters a second`]] as [string, string][])),
  ...(Number.isFinite(style.maxWpm)
    ? ([['Words', `${style.maxWpm} a minute`]] as [string, string][])
    : []),
  ['Shortest', seconds(style.minDurationMs) || 'no limit'],
  ['Longest', seconds(style.maxDurationMs) || 'no limit'],
  ['Gap', seconds(style.gapMs)],
  ...(style.chainGapMs === 0
    ? []
    : ([['Closed', `gaps shorter than ${seconds(style.chainGapMs)}`]] as [string, string][])),
  ...wideField(style),
  ['Source', sourceOf(style)],
];

const documentOf = (style: Style): object => ({
  name: style.name,
  unit: style.unit,
  maxChars: limit(style.maxChars),
  maxLines: limit(style.maxLines),
  maxCps: limit(style.maxCps),
  childCps: style.childCps,
  maxWpm: limit(style.maxWpm),
  minDurationMs: style.minDurationMs,
  maxDurationMs: limit(style.maxDurationMs),
  gapMs: style.gapMs,
  chainGapMs: style.chainGapMs,
  leadOutMs: limit(style.leadOutMs),
  wide: style.wide,
  source: sourceOf(style),
  sample: sampleCues(style),
});

/** All styles as a table, or one in detail. Throws exit 2 for a name that no style has. */
export const stylesOutput = (name: string | null): Records<Style> => {
  const found = name === null ? styles : styles.filter((style) => style.name === name);
  if (found.length === 0)
    throw usageError(`There is no style "${name}"`, 'List the styles: asrctl styles');
  return {
    kind: 'records',
    view: name === null ? 'table' : 'detail',
    records: found,
    columns,
    id: (style) => style.name,
    detail: (style) => ({ fields: fieldsOf(style), sections: [sampleSection(style)] }),
    document: documentOf,
    envelope: (documents) => ({ schemaVersion: 1, styles: documents }),
  };
};
