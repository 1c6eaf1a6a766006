// Where the files of a run go: `-o FILE|FOLDER|-`, `--output-dir`, or this folder.
import { resolve, sep } from 'node:path';
import type { App } from '../../../app.js';
import { usageError } from '../../../errors.js';
import type { SubtitleFormat } from '../../../formats/subtitles/format.js';
import { formatFor, namedFormats } from '../../outputs/output-plan.js';
import { isFolder, orStdout } from '../../outputs/output-path.js';
import type { TranscribeFlags } from '../settings.js';

/** Paths are absolute. */
export type Destination =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly format: SubtitleFormat }
  | { readonly kind: 'stdout'; readonly format: SubtitleFormat };

const toFolder = 'Name a folder: -o FOLDER/ (or -o . for this one).';

const isFolderName = async (output: string, path: string): Promise<boolean> =>
  output.endsWith('/') || output.endsWith(sep) || (await isFolder(path));

/** One file, or stdout, holds the subtitles of one recording in one format. */
const checkOne = (output: string, recordings: number, formats: number): void => {
  const where = output === '-' ? 'stdout' : `"${output}"`;
  if (recordings > 1)
    throw usageError(`${where} is one file, and there are ${recordings} recordings`, toFolder);
  if (formats > 1)
    throw usageError(
      `${where} is one file, and --output-format names ${formats} formats`,
      toFolder,
    );
};

/**
 * `-o` comes before `--output-dir`. Throws exit 2 for one file and several recordings or formats, an extension
 * without a format, and a document on stdout beside the subtitles.
 */
export const destinationOf = async (
  { cwd, flags: { formats: document } }: Pick<App, 'cwd' | 'flags'>,
  { output: given, outputDir, outputFormat = [] }: TranscribeFlags,
  recordings: number,
): Promise<Destination> => {
  if (given === undefined) return { kind: 'folder', path: resolve(cwd, outputDir ?? '.') };
  const output = orStdout(given);
  const path = resolve(cwd, output);
  if (output !== '-' && (await isFolderName(output, path))) return { kind: 'folder', path };
  const formats = namedFormats(outputFormat);
  checkOne(output, recordings, formats.length);
  const format = formatFor(output, formats, '--output-format');
  if (output !== '-') return { kind: 'file', path, format };
  if (document.length === 0) return { kind: 'stdout', format };
  throw usageError(
    '-o - prints the subtitles, so a document cannot go there',
    'Leave out --json and --format (--output-format chooses the subtitles), or name a file with -o.',
  );
};
