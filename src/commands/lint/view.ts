// What lint shows: a finding a row, or a file a row.
import type { Records } from '../../formats/output.js';
import type { SubtitleFile } from '../../transcripts/readers/subtitle-file.js';
import type { Cue } from '../../subtitles/cue.js';
import type { Rule, Style } from '../../subtitles/index.js';
import { cueTime, ruleCounts, ruleValue } from '../views/rule-messages.js';

/** A file that was read, and what was found in it. */
export interface Checked {
  readonly file: string;
  readonly read: SubtitleFile;
  readonly cues: readonly Cue[];
  readonly style: Style;
  readonly findings: readonly Finding[];
}

/** One broken rule. `cue` and `timeMs` are null for faults of the file itself, `line` for those of a cue's text. */
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

/** A row for each finding, the files one after another. */
export const findingsView = (
  checked: readonly Checked[],
  failure: Records<Finding>['failure'],
): Records<Finding> => ({
  kind: 'records',
  view: 'table',
  records: checked.flatMap(({ findings }) => findings),
  columns: [
    { key: 'file', label: 'FILE', cell: (f) => f.file, value: (f) => f.file, shrink: 2 },
    { key: 'line', label: 'LINE', cell: (f) => String(f.line ?? ''), value: (f) => f.line },
    { key: 'cue', label: 'CUE', cell: (f) => String(f.cue ?? ''), value: (f) => f.cue },
    {
      key: 'time',
      label: 'TIME',
      cell: (f) => (f.timeMs === null ? '' : cueTime(f.timeMs)),
      value: (f) => (f.timeMs === null ? null : cueTime(f.timeMs)),
    },
    { key: 'rule', label: 'RULE', cell: (f) => f.rule, value: (f) => f.rule },
    {
      key: 'measured',
      label: 'MEASURED',
      cell: (f) => valueOf(f, f.measured),
      value: (f) => f.measured,
    },
    { key: 'limit', label: 'LIMIT', cell: (f) => valueOf(f, f.limit), value: (f) => f.limit },
    {
      key: 'message',
      label: 'FINDING',
      cell: (f) => f.message,
      value: (f) => f.message,
      shrink: 1,
    },
  ],
  id: (f) => `${f.file}:${f.line ?? ''}`,
  document: (f) => f,
  envelope: (findings) => ({ schemaVersion: 1, findings }),
  empty: `No findings: ${checked.map(({ file, cues, style }) => `${file}, ${cues.length} cues, ${style.name}`).join('; ')}.`,
  failure,
});

/** A row for each file: how many of its cues break which rules. */
export const summaryView = (
  checked: readonly Checked[],
  failure: Records<Checked>['failure'],
): Records<Checked> => {
  const rulesOf = ({ findings }: Checked): string => {
    const rules = findings.flatMap(({ rule }) => (rule === 'syntax' ? [] : [rule]));
    const faults = findings.length - rules.length;
    return [faults > 0 ? `syntax ${faults}` : '', ruleCounts(rules)]
      .filter((part) => part !== '')
      .join(', ');
  };
  const brokenCues = ({ findings }: Checked): number =>
    new Set(findings.map((f) => f.cue ?? `${f.line}`)).size;
  return {
    kind: 'records',
    view: 'table',
    records: checked,
    columns: [
      { key: 'file', label: 'FILE', cell: (c) => c.file, value: (c) => c.file, shrink: 1 },
      { key: 'style', label: 'STYLE', cell: (c) => c.style.name, value: (c) => c.style.name },
      {
        key: 'cues',
        label: 'CUES',
        cell: (c) => String(c.cues.length),
        value: (c) => c.cues.length,
      },
      { key: 'broken', label: 'BROKEN', cell: (c) => String(brokenCues(c)), value: brokenCues },
      { key: 'rules', label: 'RULES', cell: rulesOf, value: rulesOf, shrink: 2 },
    ],
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
  };
};
