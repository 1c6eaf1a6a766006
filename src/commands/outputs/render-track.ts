// One transcript in one format: from flags to a style, to cues, to text.
import { CliError, Exit } from '../../errors.js';
import type { SubtitleFormat, Track } from '../../formats/subtitles/format.js';
import { transcriptOf, type Transcript } from '../../transcripts/transcript.js';
import type { Cue } from '../../subtitles/cue.js';
import type { Repair, Shaped, Style } from '../../subtitles/index.js';
import type { Target } from './output-plan.js';
import {
  readNames,
  readShift,
  shapeOptions,
  unusedSpeakers,
  writerOptions,
} from '../inputs/export-flags.js';
import type { ExportFlags } from '../inputs/export-flag-table.js';
import { cueTime, ruleCounts, ruleLabel, ruleValue } from '../views/rule-messages.js';
import { readStyle } from '../inputs/style-flags.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { withJoinedLines } from '../../subtitles/join-lines.js';

/** What all tracks of one export share. */
export interface Exporting {
  /** One sentence for the user. */
  readonly notice: (line: string) => void;
  readonly flags: ExportFlags;
  /** The second language of `--bilingual`. */
  readonly second: Transcript | null;
  /** Where the broken rules are listed; default `--report`. */
  readonly listedBy?: string;
  /** Notices that were printed: several formats of one transcript print each once. */
  readonly told: Set<string>;
}

/** At most this many lines about one input on stderr; the rest is counted. */
const mostLines = 10;

const notice = (
  { notice, told }: Exporting,
  from: string,
  lines: readonly string[],
  most = mostLines,
): void => {
  const more = lines.length > most ? [`and ${lines.length - most} more like these`] : [];
  for (const line of [...lines.slice(0, most), ...more]) {
    const text = `${from}: ${line}`;
    if (!told.has(text)) notice(text);
    told.add(text);
  }
};

/** Prints what was repaired; with `--strict` that is an error (exit 1). */
const noticeRepairs = (
  exporting: Exporting,
  input: TranscriptInput,
  repairs: readonly Repair[],
): void => {
  const faults = input.faults.map((fault) => `line ${fault.line}: ${fault.message}`);
  const repaired = repairs.map(
    ({ count, first, text }) =>
      `segment ${first + 1}${count > 1 ? ` and ${count - 1} more` : ''}: ${text}`,
  );
  notice(exporting, input.from, faults);
  notice(exporting, input.from, repaired);
  if (exporting.flags.strict === true && faults.length + repaired.length > 0) {
    throw new CliError(Exit.error, `"${input.from}" needs repair, and --strict forbids that`, {
      code: 'needs_repair',
      hint: 'Correct what is listed above, or leave out --strict.',
    });
  }
};

/** Prints which rules could not be kept: a count, or with `--report` each with its cue. */
const noticeViolations = (
  exporting: Exporting,
  input: TranscriptInput,
  { cues, violations }: Shaped,
  style: Style,
): void => {
  const broken = new Set(violations.map((violation) => violation.cue)).size;
  const counts = ruleCounts(violations.map((violation) => violation.rule));
  const report = exporting.flags.report === true;
  const summary = `${broken} of ${cues.length} cues break a rule of ${style.name}`;
  if (broken > 0)
    notice(exporting, input.from, [
      `${summary}: ${counts}${report ? '' : ` (${exporting.listedBy ?? '--report'} lists them)`}`,
    ]);
  else if (report)
    notice(exporting, input.from, [`all ${cues.length} cues keep the rules of ${style.name}`]);
  if (!report) return;
  const lines = violations.map(({ cue, rule, value, limit }) => {
    const at = cueTime(cues[cue]?.startMs ?? 0);
    return `cue ${cue + 1} at ${at}: ${ruleLabel(rule)}: ${ruleValue(rule, value)}, limit ${ruleValue(rule, limit)}`;
  });
  notice(exporting, input.from, lines, Infinity);
};

const shapedTrack = async (
  exporting: Exporting,
  input: TranscriptInput,
  format: SubtitleFormat,
): Promise<Track> => {
  const { alignBilingual, learnedModel, shape } = await import('../../subtitles/index.js');
  const { flags, second } = exporting;
  const style = await readStyle(flags, input.transcript);
  const transcript = style.oneCuePerSegment ? input.transcript : withJoinedLines(input.transcript);
  const model = style.oneCuePerSegment ? undefined : await learnedModel(transcript);
  const shaped = shape(transcript, style, { ...shapeOptions(format, flags), model });
  noticeRepairs(exporting, input, shaped.repairs);
  noticeViolations(exporting, input, shaped, style);
  const order = flags.secondFirst === true ? 'above' : 'below';
  const cues = second === null ? shaped.cues : alignBilingual(shaped.cues, second, { order });
  return { cues, transcript };
};

/** Repaired and shifted, with display names of the speakers; the words are unchanged. */
const wholeTranscript = async (
  exporting: Exporting,
  input: TranscriptInput,
): Promise<Transcript> => {
  const { repair } = await import('../../subtitles/index.js');
  const { shiftTimes } = await import('../../subtitles/timing/shift.js');
  const sound = repair(input.transcript);
  const placed = shiftTimes(sound.transcript, readShift(exporting.flags));
  noticeRepairs(exporting, input, [...sound.repairs, ...placed.repairs]);
  const { bilingual, case: casing, dropFillers } = exporting.flags;
  if (bilingual !== undefined || casing !== undefined || dropFillers === true) {
    const kept = 'txt, md, json and chapters keep the words as they are';
    notice(exporting, input.from, [
      `${kept}: --bilingual, --case and --drop-fillers change cues only`,
    ]);
  }
  const names = readNames(exporting.flags.speakerName);
  const named = (id: string | null): string | null => (id === null ? null : (names[id] ?? id));
  const segments = placed.transcript.segments.map((s) => ({ ...s, speaker: named(s.speaker) }));
  return { ...placed.transcript, segments };
};

/** Chapters as cues, each until the next; the last until the end of the transcript. */
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
  input: TranscriptInput,
  format: SubtitleFormat,
): Promise<Track> => {
  if (format.holds === 'cues' && exporting.flags.chapters !== true) {
    return shapedTrack(exporting, input, format);
  }
  const transcript = await wholeTranscript(exporting, input);
  return { transcript, cues: format.holds === 'transcript' ? [] : await chapterCues(transcript) };
};

/** The transcript of `--bilingual`, moved like the first language. */
export const shifted = async (transcript: Transcript, flags: ExportFlags): Promise<Transcript> => {
  const { shiftTimes } = await import('../../subtitles/timing/shift.js');
  return shiftTimes(transcript, readShift(flags)).transcript;
};

/**
 * The pieces of one output file. What was repaired and which rules could not be kept is printed on stderr.
 * Throws exit 2 for flags, 1 with `--strict`.
 */
export const renderTrack = async (
  exporting: Exporting,
  { input, format }: Omit<Target, 'path'>,
): Promise<Iterable<string>> => {
  notice(exporting, input.from, unusedSpeakers(exporting.flags, input.transcript));
  const { withLanguage } = await import('../../subtitles/index.js');
  const named = writerOptions(input, exporting.flags);
  const isNamed = named.language !== input.transcript.language;
  const transcript = isNamed
    ? transcriptOf(input.transcript.segments, named.language)
    : withLanguage(input.transcript);
  const options = { ...named, language: transcript.language };
  const track = await trackFor(exporting, { ...input, transcript }, format);
  const { write } = await format.load();
  return write(track, options);
};
