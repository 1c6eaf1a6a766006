// From arguments and lists to items: their files, flags and output names.
import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { Connection } from '../../../api/provider.js';
import type { App } from '../../../app.js';
import { CliError, usageError } from '../../../errors.js';
import { formatOfFile } from '../../../formats/subtitles/index.js';
import { namedFormats } from '../../outputs/output-plan.js';
import { resolveMedia } from '../../inputs/media.js';
import { nameOfMedia } from '../../inputs/stem.js';
import { splitList } from '../../inputs/stdin-list.js';
import { readText } from '../../inputs/text-file.js';
import { checkTemplate } from '../../outputs/output-name.js';
import { plainEntry, readManifest, type Entry } from './manifest.js';
import { entryFlagsIn, type EntryFlags, type FlagContext } from './entry-flags.js';
import { outputsOf, withoutTwins } from './item-outputs.js';
import type { Destination } from './destination.js';
import type { Item, OutputFile } from './item.js';
import type { TranscribeFlags } from '../settings.js';

/** Arguments first, then the list of `--from`. Throws exit 2 when there are no entries (unless `--allow-empty` allows it), 3 when the list does not exist. */
export const readEntries = async (
  app: App,
  given: readonly string[],
  { from, null: nul, allowEmpty }: Pick<TranscribeFlags, 'from' | 'null' | 'allowEmpty'>,
): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  const list = given.includes('-') && from === undefined ? '-' : from;
  for (const media of given) if (media !== '-') entries.push(plainEntry(media, null));
  if (list !== undefined) {
    const text =
      list === '-' ? await app.io.stdin.text() : await readText(resolve(app.cwd, list), list);
    entries.push(
      ...(nul === true
        ? splitList(text, true).map((media) => plainEntry(media, null))
        : await readManifest(text, list)),
    );
  }
  if (entries.length > 0 || allowEmpty === true) return entries;
  throw usageError('Nothing to transcribe', 'Name media, or a list of them with --from.');
};

interface GatherContext extends FlagContext {
  readonly destination: Destination;
  readonly app: App;
  readonly connection: Connection;
}

const itemOf = (
  { destination, connection, flags }: GatherContext,
  entry: Entry,
  index: number,
  media: string,
  { options, shaping }: EntryFlags,
): Item => {
  const upload = isAbsolute(media) && (!connection.local || flags.upload === true);
  const implied = formatOfFile(entry.output ?? '')?.name;
  const named = namedFormats(entry.formats ?? (implied ? [implied] : (flags.outputFormat ?? [])));
  const formats = named.length > 0 ? named : namedFormats(['srt']);
  const outputs = (): readonly OutputFile[] => {
    if (destination.kind === 'stdout') return [];
    if (destination.kind === 'file') return [destination];
    const title = typeof options['title'] === 'string' ? options['title'] : null;
    const naming = { dir: destination.path, name: flags.name, title, shaping };
    return outputsOf(entry, media, formats, naming);
  };
  return {
    index,
    source: entry.media,
    media,
    name: nameOfMedia(media),
    bytes: upload ? statSync(media).size : 0,
    upload,
    options,
    shaping,
    outputs: outputs(),
    stdout: destination.kind === 'stdout' ? destination.format : null,
  };
};

export interface Gathered {
  readonly items: readonly Item[];
  /** Entries without a usable medium; the others continue without them. */
  readonly refused: readonly {
    readonly index: number;
    readonly source: string;
    readonly error: CliError;
  }[];
}

const resolved = (app: App, media: string): string | CliError => {
  try {
    return resolveMedia(app, media);
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
};

/** Every entry as an item. A missing medium is refused alone; a wrong flag is exit 2 for all. */
export const gather = (context: GatherContext, entries: readonly Entry[]): Gathered => {
  const items: Item[] = [];
  const refused: Gathered['refused'][number][] = [];
  const flagsFor = entryFlagsIn(context);
  if (context.flags.name !== undefined) checkTemplate(context.flags.name);
  for (const [index, entry] of entries.entries()) {
    const media = resolved(context.app, entry.media);
    if (media instanceof CliError) refused.push({ index, source: entry.media, error: media });
    else items.push(itemOf(context, entry, index, media, flagsFor(entry)));
  }
  return { items: withoutTwins(items), refused };
};
