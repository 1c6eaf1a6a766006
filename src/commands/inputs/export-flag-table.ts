// The flags of every command that writes subtitles. One table: `export`, `transcribe`, `production export`
// and `lint` take their rows from it, and so do their help, the completions and the man page. A new flag is
// a row here and the code that uses it; its type follows from the row.
import { Option } from '@commander-js/extra-typings';
import { subtitleFormats } from '../../formats/subtitles/index.js';
import { collect, collectNames } from './collect.js';
import { resultFileFlag } from './result-files.js';
import { allowEmptyFlag, nullFlag } from './stdin-list.js';

/** In commander's notation, its line in help, what it is about, the commands that have it, whether it repeats. */
type Row = readonly [
  flags: string,
  text: string,
  /** `file`: inputs and files. `track`: what a file holds. `style`: the rules for cues. */
  about: 'file' | 'track' | 'style',
  commands: string,
  /** `names`: each value is a list, separated by commas. */
  many?: 'values' | 'names',
];

const both = 'export transcribe';
const shapers = 'export transcribe lint';

const rows = [
  [
    '-o, --output <file|folder>',
    'where to write; - is stdout; may repeat',
    'file',
    'export production lint',
    'values',
  ],
  [
    '--output-format <names>',
    `formats of the files: ${subtitleFormats.map(({ name }) => name).join(', ')} (default: srt)`,
    'file',
    'transcribe',
    'names',
  ],
  [
    '--name <template>',
    'names of the files: {stem}, {id}, {title}, {lang}, {style}, {ext}',
    'file',
    both,
  ],
  ['--force', 'replace files that exist', 'file', 'export transcribe production lint'],
  [resultFileFlag[0], resultFileFlag[1], 'file', 'export'],
  ['--wait', 'wait for jobs that are not finished', 'file', 'export'],
  ['--timeout <time>', 'with --wait: stop waiting after this time (exit 7)', 'file', 'export'],
  [nullFlag[0], nullFlag[1], 'file', both],
  [allowEmptyFlag[0], allowEmptyFlag[1], 'file', both],
  ['--language <tag>', 'language of the text (BCP 47)', 'track', both],
  ['--speakers', 'show who speaks', 'track', both],
  ['--dashes', 'put two short turns in one cue, each with a dash', 'track', both],
  ['--speaker-name <id=name>', 'name of a speaker; may repeat', 'track', both, 'values'],
  ['--offset <time>', 'move all times: 1.5, -800ms, +0:02', 'track', both],
  ['--scale <factor>', 'multiply all times: 25/24', 'track', both],
  ['--highlight', 'mark each word: WebVTT times, ASS karaoke, enhanced LRC', 'track', both],
  [
    '--bilingual <job|file>',
    'add a second language below the first, aligned by time',
    'track',
    'export',
  ],
  ['--second-first', 'put the second language above the first', 'track', 'export'],
  ['--chapters', 'write chapters instead of cues', 'track', both],
  ['--drop-fillers', 'leave out um, uh, 嗯 and similar words', 'track', both],
  ['--case <how>', 'keep, upper, lower or sentence', 'track', both],
  ['--keep-overlap', 'keep cues of two speakers overlapping in every format', 'track', both],
  ['--start-index <n>', 'number of the first cue', 'track', both],
  ['--crlf', 'use Windows line ends', 'track', both],
  ['--bom', 'start with a byte order mark', 'track', both],
  ['--csv-raw', 'do not escape spreadsheet formulas in cells', 'track', both],
  ['--strict', 'fail if the transcript needs repair', 'track', both],
  ['--report', 'list the rules of the style that could not be kept', 'track', both],
  [
    '--style <name>',
    'readability rules, from asrctl styles: netflix-en, bbc … (default: by script)',
    'style',
    shapers,
  ],
  ['--max-chars <n>', 'columns in a line', 'style', shapers],
  ['--max-lines <n>', 'lines in a cue', 'style', shapers],
  ['--max-cps <n>', 'reading speed, characters per second', 'style', shapers],
  ['--min-duration <time>', 'shortest cue: 0.8, 800ms', 'style', shapers],
  ['--max-duration <time>', 'longest cue', 'style', shapers],
  ['--gap <time>', 'empty time between cues', 'style', shapers],
  ['--chain-gap <time>', 'gaps shorter than this are closed to --gap', 'style', shapers],
  ['--fps <n>', 'snap times to frames: 25, 23.976, 30000/1001', 'style', shapers],
  ['--children', "use the style's reading speed for children", 'style', shapers],
] as const satisfies readonly Row[];

/** The formats that a flag changes. A flag that is not here changes every format. */
const formatsOfFlag: Readonly<Record<string, readonly string[]>> = {
  '--highlight': ['vtt', 'ass', 'lrc'],
  '--start-index': ['srt', 'csv'],
  '--csv-raw': ['csv', 'tsv'],
};

type AnyRow = (typeof rows)[number];
type Camel<S extends string> = S extends `${infer A}-${infer B}`
  ? `${A}${Capitalize<Camel<B>>}`
  : S;
type NameOf<F extends string> = F extends `${string}--${infer Long} <${string}`
  ? Camel<Long>
  : F extends `${string}--${infer Long}`
    ? Camel<Long>
    : never;
type ValueOf<R extends AnyRow> = R extends readonly [string, string, string, string, string]
  ? readonly string[]
  : R[0] extends `${string}<${string}`
    ? string
    : true;
type Values<About> = {
  readonly [R in Extract<AnyRow, { 2: About }> as NameOf<R[0]>]?: ValueOf<R> | undefined;
};

export type Exporter = 'export' | 'transcribe' | 'production' | 'lint';

/** As typed; absent ones undefined. */
export type StyleFlags = Values<'style'>;
export type ExportFlags = Values<'track' | 'style'>;
export type FileFlags = Values<'file'>;

const rowsOf = (command: Exporter): readonly Row[] =>
  rows.filter(([, , , commands]) => commands.split(' ').includes(command));

const optionOf = ([flags, text, , , many]: Row): Option => {
  const option = new Option(flags, text);
  if (many === 'values') return option.argParser(collect);
  return many === 'names' ? option.argParser(collectNames) : option;
};

/** The options of a command, in the order of help; fresh objects, since commander keeps state in them. */
export const exportOptions = (command: Exporter): Option[] => rowsOf(command).map(optionOf);

/** A sentence for each given flag that changes none of the formats; `flags` as commander has them. */
export const unusedFlags = (
  flags: Readonly<Record<string, unknown>>,
  formats: readonly string[],
): string[] =>
  Object.entries(formatsOfFlag)
    .filter(([flag]) => flags[new Option(flag).attributeName()] !== undefined)
    .filter(([, used]) => formats.length > 0 && !formats.some((name) => used.includes(name)))
    .map(([flag, used]) => {
      const names = [...new Set(formats)].join(', ');
      return `${flag} changes nothing in ${names}: it is for ${used.join(', ')}.`;
    });

/** Names, as commander has them, of a command's flags that change what a file holds. */
export const trackFlagNames = (command: Exporter): ReadonlySet<string> =>
  new Set(
    rowsOf(command)
      .filter(([, , about]) => about !== 'file')
      .map((row) => optionOf(row).attributeName()),
  );
