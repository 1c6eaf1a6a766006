// What lint shows: one row per finding, or one row per file.
import type { Column, Records } from '../../formats/output.js';
import type { SubtitleFile } from '../../transcripts/readers/subtitle-file.js';
import type { Cue } from '../../subtitles/cue.js';
import type { Rule, Style } from '../../subtitles/index.js';
import { textColumn } from '../views/columns.js';
import { cueTime, ruleCounts, ruleValue } from '../views/rule-messages.js';

/** A file that was read, with its findings. */
export interface Checked {
  readonly file: string;
  /** The file as it was read. */
  readonly text: string;
  readonly read: SubtitleFile;
  readonly cues: readonly Cue[];
  readonly style: Style;
  readonly findings: readonly Finding[];
}

/** One broken rule. `cue` and `timeMs` are null for a fault of the file itself, `line` for one of a cue's text. */
export interface Finding {
  readonly file: string;
  readonly cue: number | null;
  readonly line: number | null;
  readonly timeMs: number | null;
  readonly rule: Rule | 'syntax';
  readonly message: string;
  readonly measured: number | null;
  readonly limit: number | null;
}

const valueOf = ({ rule }: Finding, value: number | null): string =>
  value === null || rule === 'syntax' ? '' : ruleValue(rule, value);

const timeOf = ({ timeMs }: Finding): string | null => (timeMs === null ? null : cueTime(timeMs));

const findingColumns: readonly Column<Finding>[] = [
  textColumn('file', (f) => f.file, { shrink: 3, least: 12, cut: 'front', optional: 'same' }),
  textColumn('line', (f) => f.line),
  textColumn('cue', (f) => f.cue),
  textColumn('time', timeOf),
  // Its message says the same: on a narrow terminal it is left out, whole.
  textColumn('rule', (f) => f.rule, { shrink: 2, least: 12 }),
  textColumn('measured', (f) => f.measured, { cell: (f) => valueOf(f, f.measured) }),
  textColumn('limit', (f) => f.limit, { cell: (f) => valueOf(f, f.limit) }),
  textColumn('message', (f) => f.message, { label: 'FINDING', shrink: 1, least: 14 }),
];

const noFindings = (checked: readonly Checked[]): string =>
  `No findings: ${checked.map(({ file, cues, style }) => `${file}, ${cues.length} ${cues.length === 1 ? 'cue' : 'cues'}, ${style.name}`).join('; ')}.`;

/** One row per finding, file by file. */
export const findingsView = (
  checked: readonly Checked[],
  failure: Records<Finding>['failure'],
): Records<Finding> => ({
  kind: 'records',
  view: 'table',
  records: checked.flatMap(({ findings }) => findings),
  columns: findingColumns,
  id: (f) => `${f.file}:${f.line ?? ''}`,
  document: (f) => f,
  envelope: (findings) => ({ schemaVersion: 1, findings }),
  empty: checked.length === 0 ? undefined : noFindings(checked),
  failure,
});

const rulesOf = ({ findings }: Checked): string => {
  const rules = findings.flatMap(({ rule }) => (rule === 'syntax' ? [] : [rule]));
  const faults = findings.length - rules.length;
  return [faults > 0 ? `syntax ${faults}` : '', ruleCounts(rules)]
    .filter((part) => part !== '')
    .join(', ');
};

const brokenCues = ({ findings }: Checked): number =>
  new Set(findings.map((f) => f.cue ?? `${f.line}`)).size;

const fileColumns: readonly Column<Checked>[] = [
  textColumn('file', (c) => c.file, { shrink: 1, cut: 'front' }),
  textColumn('style', (c) => c.style.name),
  textColumn('cues', (c) => c.cues.length),
  textColumn('broken', brokenCues),
  textColumn('rules', rulesOf, { shrink: 2 }),
];

/** A row for each file: how many of its cues break which rules. */
export const summaryView = (
  checked: readonly Checked[],
  failure: Records<Checked>['failure'],
): Records<Checked> => ({
  kind: 'records',
  view: 'table',
  records: checked,
  columns: fileColumns,
  id: (c) => c.file,
  document: (c) => ({
    file: c.file,
    style: c.style.name,
    cues: c.cues.length,
    broken: brokenCues(c),
    findings: c.findings.length,
  }),
  envelope: (files) => ({ schemaVersion: 1, files }),
  failure,
});
