// Which files each item will be written to, decided for all of them before anything is sent. Pure.
import { resolve, relative, isAbsolute, sep } from 'node:path';
import { usageError } from '../../../errors.js';
import type { SubtitleFormat } from '../../../formats/subtitles/format.js';
import type { ExportFlags } from '../../inputs/export-flag-table.js';
import { safeBase, stemOf } from '../../inputs/stem.js';
import { outputPath } from '../../outputs/output-name.js';
import { itemKeyOf, type Item, type OutputFile } from './item.js';
import type { Entry } from './manifest.js';

/** The base name of a medium's files: its stem, or the media id itself. */
export const baseOf = (media: string): string => stemOf(media) ?? safeBase(media, 'transcript');

/** An entry's own name may lead into folders below the output folder, not out of it. */
const namedPath = (dir: string, output: string, from: string | null): string => {
  if (/\p{Cc}/u.test(output)) {
    throw usageError(
      `${from ?? 'An entry'}: the output ${JSON.stringify(output)} has control characters`,
      'Give a name that can be shown and typed.',
    );
  }
  const path = resolve(dir, output);
  const way = relative(dir, path);
  if (way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return path;
  throw usageError(
    `${from ?? 'An entry'}: the output "${output}" is not below the output folder`,
    'Give a name, or a path without `..`; -o says where they all go.',
  );
};

/** The longest name of file systems, bytes (Windows and macOS: as many UTF-16 units, which are never more). */
const longestName = 255;

const refuseLong = (path: string, from: string | null): void => {
  const long = path.split(sep).find((name) => Buffer.byteLength(name) > longestName);
  if (long === undefined) return;
  throw usageError(
    `${from === null ? '' : `${from}: `}"${long}" is too long for a file name`,
    `Give names of at most ${longestName} bytes, extension included.`,
  );
};

interface Naming {
  /** Absolute. */
  readonly dir: string;
  /** `--name`. */
  readonly name: string | undefined;
  readonly title: string | null;
  readonly shaping: ExportFlags;
}

/** The path by the template; the job's id is not known before the job exists. */
const byTemplate = (
  template: string,
  media: string,
  format: SubtitleFormat,
  { dir, title, shaping }: Naming,
): string => {
  const { language: lang = null, style = null } = shaping;
  const parts = { stem: baseOf(media), id: null, title, lang, style, ext: format.extension };
  return outputPath(dir, template, parts, media);
};

/** The files of one entry: its own name, else `--name`, else the medium's, with the extension of each format. */
export const outputsOf = (
  { output, from }: Pick<Entry, 'output' | 'from'>,
  media: string,
  formats: readonly SubtitleFormat[],
  naming: Naming,
): readonly OutputFile[] => {
  const { dir, name, shaping } = naming;
  const named = output === null || output === '' ? null : namedPath(dir, output, from);
  const base = named ?? resolve(dir, baseOf(media));
  return formats.map((format) => {
    const infix = shaping.chapters === true || format.holds === 'chapters' ? '.chapters' : '';
    const suffix = `${infix}.${format.extension}`;
    const plain = base.toLowerCase().endsWith(suffix) ? base : `${base}${suffix}`;
    const path =
      named === null && name !== undefined ? byTemplate(name, media, format, naming) : plain;
    refuseLong(path, from);
    return { format, path };
  });
};

/**
 * The items without repetitions of the same work. Throws exit 2 when two different ones would write one
 * file: names are compared under NFC and without case, as some file systems do.
 */
export const withoutTwins = (items: readonly Item[]): readonly Item[] => {
  const owners = new Map<string, Item>();
  const kept: Item[] = [];
  for (const item of items) {
    const paths = item.outputs.map(({ path }) => path.normalize('NFC').toLowerCase());
    const first = paths.map((path) => owners.get(path)).find((owner) => owner !== undefined);
    if (first !== undefined && itemKeyOf('', first, null) === itemKeyOf('', item, null)) continue;
    if (first !== undefined || new Set(paths).size < paths.length) {
      throw usageError(
        `"${(first ?? item).source}" and "${item.source}" would both be written to "${item.outputs[0]?.path}"`,
        'Give each a name with --name or with `output` in a --from list, or use different folders with -o.',
      );
    }
    for (const path of paths) owners.set(path, item);
    kept.push(item);
  }
  return kept;
};
