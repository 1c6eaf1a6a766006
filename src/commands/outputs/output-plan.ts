// Which file each export goes to, decided for all of them before the first is written.
import { basename, resolve } from 'node:path';
import { usageError, type CliError } from '../../errors.js';
import type { SubtitleFormat } from '../../formats/subtitles/format.js';
import { formatOfFile, subtitleFormat, subtitleFormats } from '../../formats/subtitles/index.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { isFolder } from './output-path.js';

export interface Target {
  readonly source: TranscriptInput;
  readonly format: SubtitleFormat;
  /** Absolute, or null for stdout. */
  readonly path: string | null;
}

/** What the user said about where and how. */
interface Wish {
  readonly cwd: string;
  /** `--format`, as typed. */
  readonly formats: readonly string[];
  /** `-o`, as typed; empty where absent. */
  readonly outputs: readonly string[];
  /** `--chapters`: chapters stand in the place of cues. */
  readonly chapters: boolean;
}

/** The formats named by `--format`. Throws exit 2 for a name that is none. */
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
  source: TranscriptInput,
  format: SubtitleFormat,
  chapters: boolean,
  twins: ReadonlySet<string>,
): string => {
  const base =
    source.id !== null && twins.has(source.base) ? `${source.base}-${source.id}` : source.base;
  const infix = chapters || format.holds === 'chapters' ? '.chapters' : '';
  return `${base}${infix}.${format.extension}`;
};

/** Base names that two sources share. */
const twinsOf = (sources: readonly TranscriptInput[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  return new Set(sources.map((s) => s.base).filter((base) => seen.has(base) || !seen.add(base)));
};

const intoFolder = (sources: readonly TranscriptInput[], folder: string, wish: Wish): Target[] => {
  const named = namedFormats(wish.formats);
  const formats = named.length > 0 ? named : [defaultFormat()];
  const twins = twinsOf(sources);
  return sources.flatMap((source) =>
    formats.map((format) => ({
      source,
      format,
      path: resolve(wish.cwd, folder, fileName(source, format, wish.chapters, twins)),
    })),
  );
};

/** Opened by name, a redirected stdout would be a file that another process writes to as well. */
const stdoutNames = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);
const orStdout = (output: string): string => (stdoutNames.has(output) ? '-' : output);

const oneByOne = (sources: readonly TranscriptInput[], wish: Wish): Target[] => {
  const named = namedFormats(wish.formats);
  const outputs = wish.outputs.length > 0 ? wish.outputs.map(orStdout) : ['-'];
  return outputs.map((output, i) => ({
    source: (sources.length === 1 ? sources[0] : sources[i]) as TranscriptInput,
    format: formatFor(output, named.length === outputs.length ? named.slice(i, i + 1) : named),
    path: output === '-' ? null : resolve(wish.cwd, output),
  }));
};

const unclear = (files: number): CliError =>
  usageError(
    `These are ${files} files, and only one place for them`,
    'Name a folder: -o FOLDER/ (or -o . for this one), or one -o for each.',
  );

/** Two exports of one name would leave the second only. */
const refuseTwins = (targets: readonly Target[]): void => {
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const key = target.path?.toLowerCase() ?? '-';
    const twin = seen.get(key);
    if (twin) {
      throw usageError(
        `"${twin.source.from}" and "${target.source.from}" would both be written to ${target.path === null ? 'stdout' : `"${target.path}"`}.`,
        'Export them one at a time, each with its own -o.',
      );
    }
    seen.set(key, target);
  }
};

/** Every export with its file. Throws exit 2 where that is not clear or two would share a name. Reads the disk, writes nothing. */
export const planTargets = async (
  sources: readonly TranscriptInput[],
  wish: Wish,
): Promise<readonly Target[]> => {
  const [output] = wish.outputs;
  const single = wish.outputs.length === 1 && output !== undefined && output !== '-';
  const files = sources.length * Math.max(1, new Set(wish.formats).size);
  const folder =
    single &&
    (/[\\/]$/.test(output) ||
      (await isFolder(resolve(wish.cwd, output))) ||
      (files > 1 && !/\.\w+$/.test(basename(output))));
  if (!folder && files > 1 && wish.outputs.length !== files) throw unclear(files);
  if (wish.outputs.length > 1 && sources.length > 1 && wish.outputs.length !== sources.length)
    throw unclear(files);
  const targets = folder ? intoFolder(sources, output, wish) : oneByOne(sources, wish);
  refuseTwins(targets);
  return targets;
};
