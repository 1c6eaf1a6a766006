// Checks before anything is sent: faults that would otherwise appear after a job was paid for.
import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { CliError, usageError } from '../../../errors.js';
import { transcriptOf, type Transcript } from '../../../transcripts/transcript.js';
import { renderTrack } from '../../outputs/render-track.js';
import { makeFolder } from '../../outputs/output-path.js';
import { writeFault } from '../../outputs/write-fault.js';
import type { SubtitleFormat } from '../../../formats/subtitles/format.js';
import type { Destination } from './destination.js';
import type { Item } from './item.js';

const saying = (text: string): Transcript =>
  transcriptOf([{ startMs: 0, endMs: 2000, text, speaker: null, channel: null, words: [] }]);
/** The default style follows the script of the text, and the allowed values of flags follow the style. */
const samples = [saying('Hello.'), saying('你好。'), saying('こんにちは。')];

const tryRendering = async ({ shaping }: Item, format: SubtitleFormat): Promise<void> => {
  for (const transcript of samples) {
    const input = { from: '', base: 'sample', id: null, title: null, transcript, faults: [] };
    const exporting = { notice: () => {}, flags: shaping, second: null, told: new Set<string>() };
    for (const piece of await renderTrack(exporting, { input, format })) void piece;
  }
};

const named = (error: unknown, { source }: Item): unknown =>
  error instanceof CliError
    ? new CliError(error.exitCode, `${source}: ${error.message}`, {
        code: error.code,
        hint: error.hint ?? undefined,
      })
    : error;

/** Shapes a few words with the flags of each item. Throws exit 2 for flags that cannot work, naming an item that has flags of its own. */
export const checkShaping = async (items: readonly Item[]): Promise<void> => {
  const tried = new Set<string>();
  // Entries without flags of their own share those of the command line.
  const ownFlags = new Set(items.map(({ shaping }) => shaping)).size > 1;
  for (const item of items) {
    const formats = item.stdout === null ? item.outputs.map(({ format }) => format) : [item.stdout];
    for (const format of formats) {
      const kind = JSON.stringify([item.shaping, format.name]);
      if (tried.has(kind)) continue;
      tried.add(kind);
      await tryRendering(item, format).catch((error: unknown) => {
        throw ownFlags ? named(error, item) : error;
      });
    }
  }
};

/** Where a path leads, links followed as far as it exists. */
const realPath = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    return dirname(path) === path ? path : join(await realPath(dirname(path)), basename(path));
  }
};

/**
 * Makes the folders of the outputs. Throws exit 2 for one that a link leads out of the output folder, exit 4 or 1
 * for one that cannot be made or written to.
 */
export const makeFolders = async (
  items: readonly Item[],
  destination: Destination,
): Promise<void> => {
  if (destination.kind === 'stdout') return;
  const { kind, path } = destination;
  const folders = new Set(items.flatMap(({ outputs }) => outputs.map(({ path }) => dirname(path))));
  const root = await realPath(kind === 'folder' ? path : dirname(path));
  for (const folder of folders) {
    const real = await realPath(folder);
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw usageError(
        `"${folder}" leads out of the output folder through a link`,
        'Remove the link, or name the folder behind it with -o.',
      );
    }
  }
  for (const folder of folders) {
    try {
      await makeFolder(folder);
      await access(folder, constants.W_OK);
    } catch (error) {
      throw writeFault(folder, error);
    }
  }
};
