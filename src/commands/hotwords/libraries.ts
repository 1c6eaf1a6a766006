// Hotword libraries as tables and documents.
import type { HotwordsApi } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Column, Output, Records } from '../../formats/output.js';
import type { HotwordLibrary } from '../../jobs/hotwords.js';
import { callsAtOnce } from '../../waiting/fetch-jobs.js';
import { inOrder } from '../../waiting/in-order.js';
import { readItems, FailureCount } from '../inputs/items.js';
import { textColumn as text, timeColumn } from '../views/columns.js';
import { hintCommand } from '../views/hint-command.js';
import { showTime } from '../views/times.js';

const columns = (app: App): Column<HotwordLibrary>[] => [
  text('id', ({ id }: HotwordLibrary) => id),
  text('name', ({ name }: HotwordLibrary) => name, { shrink: 1 }),
  text('scenario', ({ scenario }: HotwordLibrary) => scenario),
  text('description', ({ description }: HotwordLibrary) => description, { shrink: 2 }),
  text('words', ({ words }: HotwordLibrary) => words?.length ?? null, { hidden: true }),
  timeColumn(app, 'createdAt', ({ createdAt }: HotwordLibrary) => createdAt),
  timeColumn(app, 'updatedAt', ({ updatedAt }: HotwordLibrary) => updatedAt),
];

const openHotwords = async (app: App): Promise<HotwordsApi> => {
  const provider = await app.provider();
  if (provider.hotwords) return provider.hotwords;
  throw usageError(
    `The service of this profile (${provider.name}) has no hotword libraries`,
    'Choose a profile of Alibaba Cloud IMS with --profile. See the names with: asrctl profile list',
  );
};

const shared = (app: App) => ({
  kind: 'records' as const,
  columns: columns(app),
  id: ({ id }: HotwordLibrary) => id,
  document: (library: HotwordLibrary) => library,
  envelope: (libraries: readonly unknown[]) => ({ schemaVersion: 1, libraries }),
});

/** Every library, without its words. Throws exit 2 where the service has none. */
export const listLibraries = async (app: App): Promise<Records<HotwordLibrary>> => {
  const api = await openHotwords(app);
  return {
    ...shared(app),
    view: 'table',
    records: api.list({ signal: app.signal }),
    empty: 'No hotword libraries.',
  };
};

const detail = (app: App, library: HotwordLibrary) => ({
  fields: [
    ['Library', library.id],
    ['Name', library.name ?? ''],
    ['Scenario', library.scenario ?? ''],
    ['Description', library.description ?? ''],
    ['Created', showTime(library.createdAt, app.flags.utc)],
    ['Updated', showTime(library.updatedAt, app.flags.utc)],
  ].filter((field): field is [string, string] => field[1] !== ''),
  sections: [
    {
      title: `${library.words?.length ?? 0} words`,
      head: ['WORD', 'LANGUAGE', 'WEIGHT'],
      rows: (library.words ?? []).map(({ text, language, weight }) => [
        text,
        language ?? '',
        weight === null ? '' : String(weight),
      ]),
    },
  ],
});

/** Libraries with their words. A failure is reported and the other libraries are still shown. */
export const getLibraries = async (app: App, given: readonly string[]): Promise<Output> => {
  const ids = await readItems(app, given);
  const api = await openHotwords(app);
  const failures = new FailureCount(app, ids.length, 'libraries');
  const one = async (id: string): Promise<HotwordLibrary> => {
    const library = await api.get(id, { signal: app.signal });
    if (library !== null) return library;
    throw new CliError(Exit.notFound, `There is no hotword library "${id}"`, {
      hint: `See those of this region with: ${hintCommand(app, 'hotwords', 'list')}`,
    });
  };
  const found = async function* found(): AsyncGenerator<HotwordLibrary> {
    for await (const outcome of inOrder(ids, callsAtOnce, one)) {
      if ('error' in outcome) await failures.add(outcome.error);
      else yield outcome.value;
    }
  };
  return {
    ...shared(app),
    view: 'detail',
    records: found(),
    detail: (library: HotwordLibrary) => detail(app, library),
    failure: failures.failure,
  };
};
