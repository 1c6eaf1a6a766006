// One transcript in one format: flags become a style, the style cues, the cues text.
import type { App } from '../app.js';
import { CliError, Exit, usageError } from '../errors.js';
import type { SubtitleFormat, SubtitleOptions, Track } from '../formats/subtitle.js';
import type { Transcript } from '../jobs/transcript.js';
import type { Shaped, ShapeOptions, Style } from '../subtitles/index.js';
import type { Target } from './destinations.js';
import { readNumber, readStyle, readTime, type StyleFlags } from './shaping.js';
import type { Source } from './sources.js';

export interface ExportFlags extends StyleFlags {
  readonly language?: string | undefined;
  readonly speakers?: true | undefined;
  readonly dashes?: true | undefined;
  readonly speakerName: readonly string[];
  readonly offset?: string | undefined;
  readonly scale?: string | undefined;
  readonly highlight?: true | undefined;
  readonly bilingual?: string | undefined;
  readonly secondFirst?: true | undefined;
  readonly chapters?: true | undefined;
  readonly dropFillers?: true | undefined;
  readonly case?: string | undefined;
  readonly keepOverlap?: true | undefined;
  readonly startIndex?: string | undefined;
  readonly crlf?: true | undefined;
  readonly bom?: true | undefined;
  readonly csvRaw?: true | undefined;
  readonly strict?: true | undefined;
  readonly report?: true | undefined;
}

/** `S1=Anna` pairs as a table. Throws exit 2. */
const readNames = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [, id, name] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (id !== undefined && name !== undefined) return [id.trim(), name.trim()];
      throw usageError(
        `--speaker-name "${pair}" is not ID=NAME.`,
        'For example: --speaker-name S1=Anna',
      );
    }),
  );

const cases = ['keep', 'upper', 'lower', 'sentence'] as const;

const readCase = (value: string | undefined): ShapeOptions['case'] => {
  const found = cases.find((name) => name === value);
  if (found !== undefined || value === undefined) return found;
  throw usageError(`--case "${value}" is unknown.`, `Use one of: ${cases.join(', ')}.`);
};

/** Who speaks goes into a format's own field where it has one, and into the text elsewhere. */
const speakersIn = (format: SubtitleFormat, flags: ExportFlags): ShapeOptions['speakers'] => {
  if (flags.dashes === true) return 'dashes';
  return saysWho(flags) && !format.voices ? 'labels' : 'none';
};

const saysWho = (flags: ExportFlags): boolean =>
  flags.speakers === true || flags.speakerName.length > 0;

const shapeOptions = (format: SubtitleFormat, flags: ExportFlags): ShapeOptions => ({
  keepOverlap: format.overlap || flags.keepOverlap === true,
  speakers: speakersIn(format, flags),
  speakerNames: readNames(flags.speakerName),
  offsetMs: flags.offset === undefined ? undefined : readTime('--offset', flags.offset),
  scale: flags.scale === undefined ? undefined : readNumber('--scale', flags.scale),
  highlight: flags.highlight,
  case: readCase(flags.case),
  dropFillers: flags.dropFillers,
});

const readIndex = (value: string | undefined): number => {
  if (value === undefined) return 1;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw usageError(
    `--start-index "${value}" is not a whole number.`,
    'For example: --start-index 1',
  );
};

const spellOptions = (source: Source, flags: ExportFlags): SubtitleOptions => ({
  language: flags.language ?? source.transcript.language,
  title: source.title,
  eol: flags.crlf === true ? '\r\n' : '\n',
  bom: flags.bom === true,
  startIndex: readIndex(flags.startIndex),
  highlight: flags.highlight === true,
  voices: saysWho(flags),
  rawCells: flags.csvRaw === true,
});

const mended = (app: App, source: Source, shaped: Shaped, strict: boolean): void => {
  const faults = source.faults.map((f) => `line ${f.line}: ${f.message}`);
  const repairs = shaped.repairs.map((repair) => repair.text);
  for (const line of [...faults.slice(0, 10), ...repairs])
    app.tools.notice(`${source.from}: ${line}`);
  if (faults.length > 10)
    app.tools.notice(`${source.from}: and ${faults.length - 10} more lines like these`);
  if (strict && faults.length + repairs.length > 0) {
    throw new CliError(Exit.error, `"${source.from}" had to be mended, and --strict forbids it.`, {
      code: 'mended',
      hint: 'Correct the faults above, or leave out --strict.',
    });
  }
};

/** The pieces of one output file. Repairs and misses are told on stderr. Throws exit 2 for flags, 1 under `--strict`. */
export const spell = async (
  app: App,
  { source, format }: Target,
  flags: ExportFlags,
): Promise<Iterable<string>> => {
  const { shape } = await import('../subtitles/index.js');
  const transcript: Transcript = {
    ...source.transcript,
    language: flags.language ?? source.transcript.language,
  };
  const style: Style = await readStyle(flags, transcript);
  const shaped = shape(transcript, style, shapeOptions(format, flags));
  mended(app, source, shaped, flags.strict === true);
  const track: Track = { cues: shaped.cues, transcript };
  const { write } = await format.load();
  return write(track, spellOptions(source, flags));
};
