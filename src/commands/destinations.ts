// Which file each export goes to, decided for all of them before the first is written.
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { CliError, Exit, usageError } from '../errors.js';
import type { SubtitleFormat } from '../formats/subtitle.js';
import { formatOfFile, subtitleFormat, subtitleFormats } from '../formats/subtitle-registry.js';
import type { Source } from './sources.js';

export interface Target {
  readonly source: Source;
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

/** True for a folder that exists. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() === true;

const fileName = (
  source: Source,
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
const twinsOf = (sources: readonly Source[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  return new Set(sources.map((s) => s.base).filter((base) => seen.has(base) || !seen.add(base)));
};

const intoFolder = (sources: readonly Source[], folder: string, wish: Wish): Target[] => {
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

const oneByOne = (sources: readonly Source[], wish: Wish): Target[] => {
  const named = namedFormats(wish.formats);
  const outputs = wish.outputs.length > 0 ? wish.outputs : ['-'];
  return outputs.map((output, i) => ({
    source: (sources.length === 1 ? sources[0] : sources[i]) as Source,
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
  sources: readonly Source[],
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

/** Throws exit 9 when a file is there and `force` is false, 2 when a folder or a device stands in its place. */
export const refuseOverwrite = async (
  targets: readonly Pick<Target, 'path'>[],
  force: boolean,
): Promise<void> => {
  for (const { path } of targets) {
    const there = path === null ? null : await stat(path).catch(() => null);
    if (there?.isDirectory())
      throw usageError(`"${path}" is a folder`, 'Give -o the name of a file.');
    // Renaming a whole file over /dev/null, as root, would take it from every program.
    if (there && !there.isFile())
      throw usageError(`"${path}" is no regular file`, 'Write to stdout with -o - instead.');
    if (there && !force) {
      throw new CliError(Exit.exists, `"${path}" exists already`, {
        hint: 'Add --force to replace it, or name another file with -o.',
      });
    }
  }
};

/** The error for a file that could not be written: exit 4 where that is forbidden, else 1. */
export const writeFault = (path: string, error: unknown): CliError => {
  const { code, message } = error as NodeJS.ErrnoException;
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return new CliError(
    denied ? Exit.auth : Exit.error,
    `Could not write "${path}": ${code ?? message}`,
    {
      hint: denied
        ? 'Choose a folder you may write to.'
        : 'Check that the disk has room and the folder is a folder.',
      cause: error,
    },
  );
};

/** Not `mkdir` with `recursive`: on Node 20 that never returns where nothing can be made, as in /proc. */
const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });
};

/** Writes a file at once or not at all; makes its folder. Throws exit 4 or 1 when that fails. */
export const writeWhole = async (path: string, pieces: Iterable<string>): Promise<void> => {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  try {
    await makeFolder(dirname(path));
    // Bytes as soon as possible: a million small strings cost more in collecting than in making.
    const chunks = Array.from(inChunks(pieces), (chunk) => Buffer.from(chunk));
    await writeFileAtomic(path, Buffer.concat(chunks));
  } catch (error) {
    throw writeFault(path, error);
  }
};

/** Small pieces joined to about 64 KiB, so that a stream is not written to a cue at a time. */
export function* inChunks(pieces: Iterable<string>): Iterable<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
