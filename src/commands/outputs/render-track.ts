// One transcript in one format: flags become a style, the style cues, the cues text.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { SubtitleFormat, Track } from '../../formats/subtitles/format.js';
import type { Transcript } from '../../transcripts/transcript.js';
import type { Cue } from '../../subtitles/cue.js';
import type { Repair, Shaped, Style } from '../../subtitles/index.js';
import type { Target } from './output-plan.js';
import { readNames, readShift, shapeOptions, writerOptions } from '../inputs/export-flags.js';
import type { ExportFlags } from '../inputs/export-flag-table.js';
import { cueTime, ruleCounts, ruleLabel, ruleValue } from '../views/rule-messages.js';
import { readStyle } from '../inputs/style-flags.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { withJoinedLines } from './join-lines.js';

/** What all tracks of one export share. */
export interface Exporting {
  readonly app: App;
  readonly flags: ExportFlags;
  /** The second language of `--bilingual`. */
  readonly second: Transcript | null;
  /** What was said on stderr: several formats of one transcript need it once. */
  readonly told: Set<string>;
}

/** At most this many lines about one source on stderr; the rest is counted. */
const mostLines = 10;

const tell = (
  { app, told }: Exporting,
  from: string,
  lines: readonly string[],
  most = mostLines,
): void => {
  const more = lines.length > most ? [`and ${lines.length - most} more like these`] : [];
  for (const line of [...lines.slice(0, most), ...more]) {
    const text = `${from}: ${line}`;
    if (!told.has(text)) app.tools.notice(text);
    told.add(text);
  }
};

/** Says what had to be mended; under `--strict` that is an error (exit 1). */
const tellRepairs = (
  exporting: Exporting,
  source: TranscriptInput,
  repairs: readonly Repair[],
): void => {
  const faults = source.faults.map((fault) => `line ${fault.line}: ${fault.message}`);
  const mended = repairs.map(
    ({ count, first, text }) =>
      `segment ${first + 1}${count > 1 ? ` and ${count - 1} more` : ''}: ${text}`,
  );
  tell(exporting, source.from, faults);
  tell(exporting, source.from, mended);
  if (exporting.flags.strict === true && faults.length + mended.length > 0) {
    throw new CliError(Exit.error, `"${source.from}" had to be mended, and --strict forbids it`, {
      code: 'mended',
      hint: 'Correct the faults above, or leave out --strict.',
    });
  }
};

/** Says which rules could not be kept: counted, or under `--report` each with its cue. */
const tellMisses = (
  exporting: Exporting,
  source: TranscriptInput,
  { cues, violations }: Shaped,
  style: Style,
): void => {
  const broken = new Set(violations.map((violation) => violation.cue)).size;
  const counts = ruleCounts(violations.map((violation) => violation.rule));
  const report = exporting.flags.report === true;
  const summary = `${broken} of ${cues.length} cues break a rule of ${style.name}`;
  if (broken > 0)
    tell(exporting, source.from, [
      `${summary}: ${counts}${report ? '' : ' (--report lists them)'}`,
    ]);
  else if (report)
    tell(exporting, source.from, [`all ${cues.length} cues keep the rules of ${style.name}`]);
  if (!report) return;
  const lines = violations.map(({ cue, rule, value, limit }) => {
    const at = cueTime(cues[cue]?.startMs ?? 0);
    return `cue ${cue + 1} at ${at}: ${ruleLabel(rule)}: ${ruleValue(rule, value)}, limit ${ruleValue(rule, limit)}`;
  });
  tell(exporting, source.from, lines, Infinity);
};

const shapedTrack = async (
  exporting: Exporting,
  source: TranscriptInput,
  format: SubtitleFormat,
): Promise<Track> => {
  const { alignBilingual, shape } = await import('../../subtitles/index.js');
  const { flags, second } = exporting;
  const style = await readStyle(flags, source.transcript);
  const transcript = style.oneCuePerSegment
    ? source.transcript
    : withJoinedLines(source.transcript);
  const shaped = shape(transcript, style, shapeOptions(format, flags));
  tellRepairs(exporting, source, shaped.repairs);
  tellMisses(exporting, source, shaped, style);
  const order = flags.secondFirst === true ? 'above' : 'below';
  const cues = second === null ? shaped.cues : alignBilingual(shaped.cues, second, { order });
  return { cues, transcript };
};

/** Repaired and shifted, with display names of the speakers; the words are unchanged. */
const wholeTranscript = async (
  exporting: Exporting,
  source: TranscriptInput,
): Promise<Transcript> => {
  const { repair } = await import('../../subtitles/index.js');
  const { shiftTimes } = await import('../../subtitles/timing/shift.js');
  const sound = repair(source.transcript);
  const placed = shiftTimes(sound.transcript, readShift(exporting.flags));
  tellRepairs(exporting, source, [...sound.repairs, ...placed.repairs]);
  const { bilingual, case: casing, dropFillers } = exporting.flags;
  if (bilingual !== undefined || casing !== undefined || dropFillers === true) {
    const kept = 'txt, md, json and chapters keep the words as they were said';
    tell(exporting, source.from, [
      `${kept}: --bilingual, --case and --drop-fillers change cues only`,
    ]);
  }
  const names = readNames(exporting.flags.speakerName);
  const named = (id: string | null): string | null => (id === null ? null : (names[id] ?? id));
  const segments = placed.transcript.segments.map((s) => ({ ...s, speaker: named(s.speaker) }));
  return { ...placed.transcript, segments };
};

/** Chapters as cues, each until the next; the last until the end of what was said. */
const chapterCues = async (transcript: Transcript): Promise<readonly Cue[]> => {
  const { chapters } = await import('../../subtitles/index.js');
  const found = chapters(transcript);
  const end = transcript.segments.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  return found.map(({ startMs, title }, i) => ({
    startMs: Math.round(startMs),
    endMs: Math.round(Math.max(startMs + 1, found[i + 1]?.startMs ?? end)),
    lines: [title],
    speaker: null,
    words: [],
    translation: null,
  }));
};

const trackFor = async (
  exporting: Exporting,
  source: TranscriptInput,
  format: SubtitleFormat,
): Promise<Track> => {
  if (format.holds === 'cues' && exporting.flags.chapters !== true) {
    return shapedTrack(exporting, source, format);
  }
  const transcript = await wholeTranscript(exporting, source);
  return { transcript, cues: format.holds === 'transcript' ? [] : await chapterCues(transcript) };
};

/** `--bilingual` and the like move with the times of the first language. */
export const shifted = async (transcript: Transcript, flags: ExportFlags): Promise<Transcript> => {
  const { shiftTimes } = await import('../../subtitles/timing/shift.js');
  return shiftTimes(transcript, readShift(flags)).transcript;
};

/**
 * The pieces of one output file. What was mended and which rules could not be kept is told on stderr.
 * Throws exit 2 for flags, 1 under `--strict`.
 */
export const renderTrack = async (
  exporting: Exporting,
  { source, format }: Omit<Target, 'path'>,
): Promise<Iterable<string>> => {
  const options = writerOptions(source, exporting.flags);
  const transcript = { ...source.transcript, language: options.language };
  const track = await trackFor(exporting, { ...source, transcript }, format);
  const { write } = await format.load();
  return write(track, options);
};
