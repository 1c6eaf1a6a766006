// What the flags of export mean: options for shaping, options for the writer of a format.
import { usageError } from '../../errors.js';
import type { SubtitleFormat, SubtitleOptions } from '../../formats/subtitles/format.js';
import { withChannelSpeakers, type Transcript } from '../../transcripts/transcript.js';
import type { ShapeOptions } from '../../subtitles/index.js';
import type { ExportFlags } from './export-flag-table.js';
import { readNumber, readTime } from './style-flags.js';
import type { TranscriptInput } from './transcript-input.js';

/** `S1=Anna` pairs as a table from id to name. Throws exit 2. */
export const readNames = (pairs: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [, id, name] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (id !== undefined && name !== undefined) return [id.trim(), name.trim()];
      throw usageError(
        `--speaker-name "${pair}" is not ID=NAME`,
        'For example: --speaker-name S1=Anna',
      );
    }),
  );

const cases = ['keep', 'upper', 'lower', 'sentence'] as const;

const readCase = (value: string | undefined): ShapeOptions['case'] => {
  const found = cases.find((name) => name === value);
  if (found !== undefined || value === undefined) return found;
  throw usageError(`--case "${value}" is unknown`, `Use one of: ${cases.join(', ')}.`);
};

const readIndex = (value: string | undefined): number => {
  if (value === undefined) return 1;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw usageError(
    `--start-index "${value}" is not a whole number`,
    'For example: --start-index 1',
  );
};

const readLanguage = (value: string | undefined): string | null => {
  if (value === undefined) return null;
  if (/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(value)) return value;
  throw usageError(
    `--language "${value}" is not a language tag`,
    'For example: --language zh-Hans',
  );
};

const showsSpeakers = (flags: ExportFlags): boolean =>
  flags.speakers === true || (flags.speakerName ?? []).length > 0;

/** The speaker goes into the format's own field if it has one, else into the text. */
const speakersIn = (format: SubtitleFormat, flags: ExportFlags): ShapeOptions['speakers'] => {
  if (flags.dashes === true) return 'dashes';
  return showsSpeakers(flags) && !format.voices ? 'labels' : 'none';
};

/** What the flags for speakers cannot change: a transcript without speakers, a speaker that it does not have. */
export const unusedSpeakers = (flags: ExportFlags, { segments }: Transcript): string[] => {
  const named = withChannelSpeakers(segments).map(({ speaker }) => speaker);
  const speakers = new Set(named.filter((id) => id !== null));
  const names = Object.keys(readNames(flags.speakerName));
  if (speakers.size === 0) {
    const given = [
      ...(flags.speakers === true ? ['--speakers'] : []),
      ...(names.length > 0 ? ['--speaker-name'] : []),
    ];
    return given.map((flag) => `${flag} changes nothing: the transcript has no speakers`);
  }
  const known = [...speakers].slice(0, 8).join(', ');
  return names
    .filter((id) => !speakers.has(id))
    .map((id) => `--speaker-name ${id} changes nothing: the speakers are ${known}`);
};

/** `--offset` in milliseconds and `--scale`. Throws exit 2. */
export const readShift = (flags: ExportFlags): Pick<ShapeOptions, 'offsetMs' | 'scale'> => ({
  offsetMs: flags.offset === undefined ? undefined : readTime('--offset', flags.offset),
  scale: flags.scale === undefined ? undefined : readNumber('--scale', flags.scale, '25/24'),
});

/** The options of shaping for a format. Throws exit 2. */
export const shapeOptions = (format: SubtitleFormat, flags: ExportFlags): ShapeOptions => ({
  ...readShift(flags),
  keepOverlap: format.overlap || flags.keepOverlap === true,
  speakers: speakersIn(format, flags),
  speakerNames: readNames(flags.speakerName),
  highlight: flags.highlight,
  case: readCase(flags.case),
  dropFillers: flags.dropFillers,
});

/** The options of a format's writer. Throws exit 2. */
export const writerOptions = (input: TranscriptInput, flags: ExportFlags): SubtitleOptions => ({
  language: readLanguage(flags.language) ?? input.transcript.language,
  title: input.title,
  eol: flags.crlf === true ? '\r\n' : '\n',
  bom: flags.bom === true,
  startIndex: readIndex(flags.startIndex),
  highlight: flags.highlight === true,
  voices: showsSpeakers(flags),
  rawCells: flags.csvRaw === true,
});
