// Which file each export goes to, decided for all exports before the first is written.
import { basename, resolve } from 'node:path';
import { usageError, type CliError } from '../../errors.js';
import type { SubtitleFormat } from '../../formats/subtitles/format.js';
import { formatOfFile, subtitleFormat, subtitleFormats } from '../../formats/subtitles/index.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { isFolder } from './output-path.js';

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
  /** `--chapters`: chapters instead of cues. */
  readonly chapters: boolean;
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
const formatFor = (output: string, named: readonly SubtitleFormat[]): SubtitleFormat => {
  const [format] = named;
  if (format) return format;
  const implied = formatOfFile(output);
  if (implied) return implied;
  if (output === '-' || !/\.\w+$/.test(basename(output))) return defaultFormat();
  throw usageError(
    `No format is known for "${basename(output)}"`,
    `Add --format, or use one of: ${[...new Set(subtitleFormats.map((f) => `.${f.extension}`))].join(' ')}.`,
  );
};

const fileName = (
  input: TranscriptInput,
  format: SubtitleFormat,
  chapters: boolean,
  twins: ReadonlySet<string>,
): string => {
  const base =
    input.id !== null && twins.has(input.base) ? `${input.base}-${input.id}` : input.base;
  const infix = chapters || format.holds === 'chapters' ? '.chapters' : '';
  return `${base}${infix}.${format.extension}`;
};

/** Base names that two inputs share. */
const twinsOf = (inputs: readonly TranscriptInput[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  return new Set(inputs.map((s) => s.base).filter((base) => seen.has(base) || !seen.add(base)));
};

const intoFolder = (
  inputs: readonly TranscriptInput[],
  folder: string,
  flags: PlanFlags,
): Target[] => {
  const named = namedFormats(flags.formats);
  const formats = named.length > 0 ? named : [defaultFormat()];
  const twins = twinsOf(inputs);
  return inputs.flatMap((input) =>
    formats.map((format) => ({
      input,
      format,
      path: resolve(flags.cwd, folder, fileName(input, format, flags.chapters, twins)),
    })),
  );
};

/** Opened by name, a redirected stdout would be a file that another process writes to as well. */
const stdoutNames = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);
const orStdout = (output: string): string => (stdoutNames.has(output) ? '-' : output);

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
    const key = target.path?.toLowerCase() ?? '-';
    const twin = seen.get(key);
    if (twin) {
      throw usageError(
        `"${twin.input.from}" and "${target.input.from}" would both be written to ${target.path === null ? 'stdout' : `"${target.path}"`}.`,
        'Export them one at a time, each with its own -o.',
      );
    }
    seen.set(key, target);
  }
};

/** Every export with its file. Throws exit 2 if that is unclear or two share a name. Reads the disk, writes nothing. */
export const planTargets = async (
  inputs: readonly TranscriptInput[],
  flags: PlanFlags,
): Promise<readonly Target[]> => {
  const [output] = flags.outputs;
  const single = flags.outputs.length === 1 && output !== undefined && output !== '-';
  const files = inputs.length * Math.max(1, new Set(flags.formats).size);
  const folder =
    single &&
    (/[\\/]$/.test(output) ||
      (await isFolder(resolve(flags.cwd, output))) ||
      (files > 1 && !/\.\w+$/.test(basename(output))));
  if (!folder && files > 1 && flags.outputs.length !== files) throw unclear(files);
  if (flags.outputs.length > 1 && inputs.length > 1 && flags.outputs.length !== inputs.length)
    throw unclear(files);
  const targets = folder ? intoFolder(inputs, output, flags) : oneByOne(inputs, flags);
  refuseTwins(targets);
  return targets;
};
