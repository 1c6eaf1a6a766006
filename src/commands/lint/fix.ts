// `lint --fix`: repairs the cues that break a rule, and leaves every other byte of the file as it is.
import type { App } from '../../app.js';
import type { Output, Text } from '../../formats/output.js';
import type { Passage } from '../../formats/repair/repaired-file.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import type { FileFlags, StyleFlags } from '../inputs/export-flag-table.js';
import { saveOutput } from '../outputs/save-output.js';
import { inChunks } from '../outputs/write-file.js';
import { ruleCounts } from '../views/rule-messages.js';
import { targetsOf } from './targets.js';
import type { Checked } from './view.js';

/** `diff` shows the changes on stdout. `dryRun` writes nothing. */
type Options = StyleFlags &
  FileFlags & { readonly diff?: true | undefined; readonly dryRun?: true | undefined };

interface Repaired {
  readonly file: string;
  readonly passages: readonly Passage[];
  /** `3 of 12 cues`, and what remains, for the notice. */
  readonly share: string;
  readonly remain: string;
}

const repairedOf = async ({ file, text, read, cues, style }: Checked): Promise<Repaired> => {
  const { findLanguage, lintCues, repairCues, visibleCue } =
    await import('../../subtitles/index.js');
  const { repairedFile } = await import('../../formats/repair/repaired-file.js');
  const sources = read.cues.map((cue, from) => ({ ...cue, from }));
  const step = Math.ceil(read.cues.length / 1000);
  const sample = { ...read, cues: read.cues.filter((_, i) => i % step === 0) };
  const { language } = findLanguage(segmentsOfFile(sample));
  const repaired = repairCues(sources, read.kind, style, language);
  const { passages, changed } = repairedFile(text, read, repaired);
  const left = lintCues(
    repaired.map((cue) => visibleCue(cue, read.kind)),
    style,
  ).map(({ rule }) => rule);
  const remain = left.length === 0 ? 'no findings remain' : `these remain: ${ruleCounts(left)}`;
  return { file, passages, share: `${changed} of ${cues.length} cues`, remain };
};

const textOf = (passages: readonly Passage[]): Iterable<string> =>
  inChunks(passages.flatMap(({ after }) => after));

/** Without `-o` and `--force`, `--diff` only shows what would change. */
const writes = ({ diff, dryRun, output, force }: Options): boolean =>
  dryRun !== true && (diff !== true || output !== undefined || force === true);

const diffsOf = async (repaired: readonly Repaired[]): Promise<string[]> => {
  const { unifiedDiff } = await import('../../formats/repair/unified-diff.js');
  return repaired.flatMap(({ file, passages }) => [...unifiedDiff([file, file], passages)]);
};

/**
 * Repairs every file and writes it, in place or to `-o`. Nothing is replaced without `--force` (exit 9). What
 * changed and which rules are still broken is printed on stderr.
 */
export const fixed = async (
  app: App,
  checked: readonly Checked[],
  options: Options,
  failure: Text['failure'],
): Promise<Output> => {
  const isWritten = writes(options);
  const targets = isWritten ? await targetsOf(app, checked, options) : [];
  const repaired: Repaired[] = [];
  for (const one of checked) repaired.push(await repairedOf(one));
  for (const { file, share, remain } of repaired) {
    app.tools.notice(`${file}: ${share} ${isWritten ? 'changed' : 'would change'}; ${remain}`);
  }
  for (const [i, { path }] of targets.entries()) {
    const text = textOf(repaired[i]?.passages ?? []);
    if (path === null) return { kind: 'text', foreign: true, text, failure };
    await saveOutput(app, path, text, options.force === true);
  }
  const text = options.diff === true ? await diffsOf(repaired) : [];
  return { kind: 'text', foreign: true, text, failure };
};
