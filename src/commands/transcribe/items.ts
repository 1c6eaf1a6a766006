// From arguments and lists to items: files looked at, flags told apart, names given.
import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { Connection, FlagSpec, SubmitOptions } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, usageError } from '../../errors.js';
import { namedFormats } from '../outputs/output-plan.js';
import type { ExportFlags } from '../inputs/export-flag-table.js';
import { resolveMedia } from '../inputs/media.js';
import { nameOf, ownOptions } from '../inputs/provider-flags.js';
import { readText } from '../inputs/text-file.js';
import { plainEntry, readManifest, type Entry } from './manifest.js';
import { outputsOf, withoutTwins } from './item-outputs.js';
import type { Item } from './item.js';
import type { TranscribeFlags } from './settings.js';

/** Arguments first, then the list of `--from`. Throws exit 2 when there is nothing, 3 when the list is not there. */
export const readEntries = async (
  app: App,
  given: readonly string[],
  from: string | undefined,
): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  const list = given.includes('-') && from === undefined ? '-' : from;
  for (const media of given) if (media !== '-') entries.push(plainEntry(media, null));
  if (list !== undefined) {
    const text =
      list === '-' ? await app.io.stdin.text() : await readText(resolve(app.cwd, list), list);
    entries.push(...(await readManifest(text, list)));
  }
  if (entries.length > 0) return entries;
  throw usageError('Nothing to transcribe', 'Name media, or a list of them with --from.');
};

/** The flags of export that may stand in a list, beside the provider's, in commander's notation. */
const perItem = { language: '--language <tag>', style: '--style <name>', speakers: '--speakers' };

interface Ground {
  readonly app: App;
  readonly connection: Connection;
  readonly flags: TranscribeFlags;
  /** Names of export's flags, camelCased. */
  readonly exportNames: ReadonlySet<string>;
}

interface Split {
  readonly options: SubmitOptions;
  readonly shaping: ExportFlags;
}

/** What spreadsheets and people write for a flag without a value. */
const yes = new Set(['true', 'yes', '1']);
const no = new Set(['false', 'no', '0']);

/** A flag as commander would give it, undefined where the entry does without. Throws exit 2. */
const flagValue = (
  notation: string,
  value: string | boolean,
  where: string,
): string | boolean | undefined => {
  if (notation.includes('<') && typeof value === 'string') return value;
  const mayCount = notation.includes('[');
  if (mayCount && /^\d/.test(String(value))) return value;
  const word = String(value).toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return undefined;
  if (mayCount) return value;
  throw usageError(
    `${where}: ${notation} takes true or false, not "${value}"`,
    'Write true or false (or yes, no, 1, 0), or leave it empty.',
  );
};

/** An entry's own flags. Throws exit 2 for those that an entry cannot have. */
const flagsOf = ({ flags, from, media }: Entry, submitFlags: readonly FlagSpec[]) => {
  const known = new Map(Object.entries(perItem));
  for (const flag of submitFlags) known.set(nameOf(flag), flag.flags);
  const where = from ?? media;
  const given = Object.entries(flags).map(([name, value]) => {
    const notation = known.get(name);
    if (notation !== undefined) return [name, flagValue(notation, value, where)] as const;
    throw usageError(
      `${where}: "${name}" is no flag of an entry`,
      `Use media, output, formats, ${Object.keys(perItem).join(', ')} and the flags of submit.`,
    );
  });
  return Object.fromEntries(given);
};

/** Flags that both export and a provider have go to each that knows them. */
const split = ({ app, connection, flags, exportNames }: Ground, entry: Entry): Split => {
  const { providers } = app;
  const own = providers.find(({ name }) => name === connection.provider);
  const submitFlags = providers.flatMap((one) => one.submitFlags);
  const ownNames = new Set(own?.submitFlags.map(nameOf));
  const all = Object.entries({ ...flags, ...flagsOf(entry, submitFlags) });
  const forProvider = all.filter(([name]) => ownNames.has(name) || !exportNames.has(name));
  const forExport = all
    .filter(([name, value]) => exportNames.has(name) && value !== undefined)
    // `--speakers 2` tells the service how many there are; shaping only wants to know that they count.
    .map(([name, value]) => [name, name === 'speakers' ? true : value] as const);
  return {
    options: ownOptions(
      providers,
      'submitFlags',
      connection.provider,
      Object.fromEntries(forProvider),
    ),
    shaping: Object.fromEntries(forExport),
  };
};

/** The entries of a plain list, which have no flags of their own, share one answer. */
const splitter = (ground: Ground): ((entry: Entry) => Split) => {
  let common: Split | undefined;
  return (entry) =>
    Object.keys(entry.flags).length > 0 ? split(ground, entry) : (common ??= split(ground, entry));
};

const itemOf = (
  { app, connection, flags }: Ground,
  entry: Entry,
  index: number,
  media: string,
  { options, shaping }: Split,
): Item => {
  const upload = isAbsolute(media) && (!connection.local || flags.upload === true);
  const named = namedFormats(entry.formats ?? flags.outputFormat ?? []);
  const formats = named.length > 0 ? named : namedFormats(['srt']);
  const dir = resolve(app.cwd, flags.outputDir ?? '.');
  return {
    index,
    input: entry.media,
    media,
    bytes: upload ? statSync(media).size : 0,
    upload,
    options,
    shaping,
    outputs: outputsOf(entry, media, formats, { dir, chapters: shaping.chapters === true }),
  };
};

export interface Gathered {
  readonly items: readonly Item[];
  /** Entries that name no usable medium; the others go on without them. */
  readonly refused: readonly {
    readonly index: number;
    readonly input: string;
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

/** Every entry as an item. A medium that is missing is refused by itself; a wrong flag is exit 2 for all. */
export const gather = (ground: Ground, entries: readonly Entry[]): Gathered => {
  const items: Item[] = [];
  const refused: Gathered['refused'][number][] = [];
  const splitFlags = splitter(ground);
  for (const [index, entry] of entries.entries()) {
    const media = resolved(ground.app, entry.media);
    if (media instanceof CliError) refused.push({ index, input: entry.media, error: media });
    else items.push(itemOf(ground, entry, index, media, splitFlags(entry)));
  }
  return { items: withoutTwins(items), refused };
};
