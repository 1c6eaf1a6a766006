// The flags of each entry: those of its own over those of the command line, told apart by who reads them.
import type {
  Connection,
  FlagSpec,
  ProviderDescription,
  SubmitOptions,
} from '../../../api/provider.js';
import { usageError } from '../../../errors.js';
import type { ExportFlags } from '../../inputs/export-flag-table.js';
import { nameOf, ownOptions } from '../../inputs/provider-flags.js';
import type { Entry } from './manifest.js';
import type { TranscribeFlags } from '../settings.js';

/** The flags of export that may stand in a list, beside the provider's, in commander's notation. */
const perItem = { language: '--language <tag>', style: '--style <name>', speakers: '--speakers' };

export interface FlagContext {
  readonly providers: readonly ProviderDescription[];
  readonly connection: Pick<Connection, 'provider'>;
  readonly flags: TranscribeFlags;
  /** Names of export's flags, camelCased. */
  readonly exportNames: ReadonlySet<string>;
}

export interface EntryFlags {
  readonly options: SubmitOptions;
  readonly shaping: ExportFlags;
}

/** What spreadsheets and people write for a flag without a value. */
const yes = new Set(['true', 'yes', '1']);
const no = new Set(['false', 'no', '0']);

/** A flag as commander would return it, undefined where the entry does not set it. Throws exit 2. */
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
      `${where}: "${name}" is not a flag of an entry`,
      `Use media, output, formats, ${Object.keys(perItem).join(', ')} and the flags of submit.`,
    );
  });
  return Object.fromEntries(given);
};

/** Flags that both export and a provider have go to both. */
const split = (
  { providers, connection, flags, exportNames }: FlagContext,
  entry: Entry,
): EntryFlags => {
  const own = providers.find(({ name }) => name === connection.provider);
  const submitFlags = providers.flatMap((one) => one.submitFlags);
  const ownNames = new Set(own?.submitFlags.map(nameOf));
  const all = Object.entries({ ...flags, ...flagsOf(entry, submitFlags) });
  const forProvider = all.filter(([name]) => ownNames.has(name) || !exportNames.has(name));
  const forExport = all
    .filter(([name, value]) => exportNames.has(name) && value !== undefined)
    // `--speakers 2` is a number for the service; shaping needs to know only that speakers are shown.
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
export const entryFlagsIn = (context: FlagContext): ((entry: Entry) => EntryFlags) => {
  let shared: EntryFlags | undefined;
  return (entry) =>
    Object.keys(entry.flags).length > 0
      ? split(context, entry)
      : (shared ??= split(context, entry));
};
