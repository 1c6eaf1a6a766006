// Which file each export goes to, decided for all exports before the first is written.
import { basename, resolve } from 'node:path';
import { usageError, type CliError } from '../../errors.js';
import type { SubtitleFormat } from '../../formats/subtitles/format.js';
import { formatOfFile, subtitleFormat, subtitleFormats } from '../../formats/subtitles/index.js';
import type { ExportFlags } from '../inputs/export-flag-table.js';
import { readStyle } from '../inputs/style-flags.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { asksFor, checkTemplate, outputPath, type NameParts } from './output-name.js';
import { isFolder, kindAt, orStdout } from './output-path.js';

export interface Target {
  readonly input: TranscriptInput;
  readonly format: SubtitleFormat;
  /** Absolute, or null for stdout. */
  readonly path: string | null;
}

/** The flags about where and how. */
interface PlanFlags {
  readonly cwd: string;
  /** `--format`, as typed. */
  readonly formats: readonly string[];
  /** `-o`, as typed; empty if absent. */
  readonly outputs: readonly string[];
  /** `--name`, or undefined. */
  readonly name?: string | undefined;
  /** What a file holds decides its name. */
  readonly track: ExportFlags;
}

/** The formats with these names. Throws exit 2 for an unknown one. */
export const namedFormats = (names: readonly string[]): readonly SubtitleFormat[] =>
  [...new Set(names)].map((name) => {
    const format = subtitleFormat(name);
    if (format) return format;
    throw usageError(
      `There is no subtitle format "${name}"`,
      `Use one of: ${subtitleFormats.map((f) => f.name).join(', ')}.`,
    );
  });

const defaultFormat = (): SubtitleFormat => namedFormats(['srt'])[0] as SubtitleFormat;

/** The format for one output file: the one named, else the extension's, else srt. */
export const formatFor = (
  output: string,
  named: readonly SubtitleFormat[],
  flag = '--format',
): SubtitleFormat => {
  const [format] = named;
  if (format) return format;
  const implied = formatOfFile(output);
  if (implied) return implied;
  if (output === '-' || !/\.\w+$/.test(basename(output))) return defaultFormat();
  throw usageError(
    `No format is known for "${basename(output)}"`,
    `Add ${flag}, or use one of: ${[...new Set(subtitleFormats.map((f) => `.${f.extension}`))].join(' ')}.`,
  );
};

/** `{stem}.{ext}`: a name never depends on the other inputs of the command. */
const defaultName = (format: SubtitleFormat, { chapters }: ExportFlags): string =>
  chapters === true || format.holds === 'chapters' ? '{stem}.chapters.{ext}' : '{stem}.{ext}';

const partsOf = async (
  input: TranscriptInput,
  format: SubtitleFormat,
  { name = '', track }: PlanFlags,
): Promise<NameParts> => ({
  stem: input.base,
  id: input.id,
  title: input.title,
  lang: track.language ?? input.transcript.language,
  style: asksFor(name, 'style') ? (await readStyle(track, input.transcript)).name : null,
  ext: format.extension,
});

const intoFolder = async (
  inputs: readonly TranscriptInput[],
  folder: string,
  flags: PlanFlags,
): Promise<Target[]> => {
  const named = namedFormats(flags.formats);
  const formats = named.length > 0 ? named : [defaultFormat()];
  const targets: Target[] = [];
  for (const input of inputs) {
    for (const format of formats) {
      const template = flags.name ?? defaultName(format, flags.track);
      const parts = await partsOf(input, format, flags);
      const path = outputPath(resolve(flags.cwd, folder), template, parts, input.from);
      targets.push({ input, format, path });
    }
  }
  return targets;
};

const oneByOne = (inputs: readonly TranscriptInput[], flags: PlanFlags): Target[] => {
  const named = namedFormats(flags.formats);
  const outputs = flags.outputs.length > 0 ? flags.outputs.map(orStdout) : ['-'];
  return outputs.map((output, i) => ({
    input: (inputs.length === 1 ? inputs[0] : inputs[i]) as TranscriptInput,
    format: formatFor(output, named.length === outputs.length ? named.slice(i, i + 1) : named),
    path: output === '-' ? null : resolve(flags.cwd, output),
  }));
};

const unclear = (files: number): CliError =>
  usageError(
    `There are ${files} files to write, and not one -o for each`,
    'Name a folder: -o FOLDER/ (or -o . for this one), or one -o for each.',
  );

/** Of two exports with one name only the second would remain. */
const refuseTwins = (targets: readonly Target[]): void => {
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const key = target.path?.normalize('NFC').toLowerCase() ?? '-';
    const twin = seen.get(key);
    if (twin) {
      throw usageError(
        `"${twin.input.from}" and "${target.input.from}" would both be written to ${target.path === null ? 'stdout' : `"${target.path}"`}.`,
        "Give them different names, for example --name '{stem}-{id}.{ext}', or one -o each.",
      );
    }
    seen.set(key, target);
  }
};

/** The folder that the flags name: with `--name`, the current one by default. Null for files and stdout. */
const folderOf = async (flags: PlanFlags, files: number): Promise<string | null> => {
  const [output = '.', ...more] = flags.outputs;
  if (flags.name !== undefined) {
    if (more.length > 0 || orStdout(output) === '-')
      throw usageError('--name names files in one folder', 'Give one -o FOLDER/, or leave out -o.');
    return output;
  }
  if (flags.outputs.length !== 1 || orStdout(output) === '-') return null;
  const path = resolve(flags.cwd, output);
  if (/[\\/]$/.test(output) || (await isFolder(path))) return output;
  const isNew = files > 1 && !/\.\w+$/.test(basename(output)) && kindAt(path) === 'nothing';
  return isNew ? output : null;
};

/** Every export with its file. Throws exit 2 if that is unclear or two share a name. Reads the disk, writes nothing. */
export const planTargets = async (
  inputs: readonly TranscriptInput[],
  flags: PlanFlags,
): Promise<readonly Target[]> => {
  if (flags.name !== undefined) checkTemplate(flags.name);
  const count = flags.outputs.length;
  const files = inputs.length * Math.max(1, new Set(flags.formats).size);
  const folder = await folderOf(flags, files);
  if (folder === null && files > 1 && count !== files) throw unclear(files);
  if (count > 1 && inputs.length > 1 && count !== inputs.length) throw unclear(files);
  const targets =
    folder === null ? oneByOne(inputs, flags) : await intoFolder(inputs, folder, flags);
  refuseTwins(targets);
  return targets;
};
