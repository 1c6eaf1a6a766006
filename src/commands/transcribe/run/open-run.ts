// What the workers of a run share, opened once.
import { setMaxListeners } from 'node:events';
import type { Connection, PreparedSubmit, Provider } from '../../../api/provider.js';
import type { App } from '../../../app.js';
import { usageError } from '../../../errors.js';
import { once } from '../../../once.js';
import { readProgress } from '../../inputs/progress-flag.js';
import { JobBoard } from '../../views/board/job-board.js';
import { progressFeed } from '../../views/board/progress-feed.js';
import type { Gathered } from '../items/gather-items.js';
import type { Item } from '../items/item.js';
import { Places } from './places.js';
import { keyOf, nameOf, noCounts, runReporter } from './progress.js';
import type { Run } from './run-state.js';
import { readSettings, type TranscribeFlags } from '../settings.js';

export const openRun = async (
  outer: App,
  provider: Provider,
  connection: Connection,
  flags: TranscribeFlags,
  gathered: Gathered,
): Promise<{ readonly run: Run; readonly stop: (reason: unknown) => void }> => {
  const own = new AbortController();
  const app: App = { ...outer, signal: AbortSignal.any([outer.signal, own.signal]) };
  // Every call and every pause under way listens to it.
  setMaxListeners(0, app.signal);
  const settings = readSettings(flags);
  const counts = noCounts(gathered.items.length);
  for (const item of gathered.items) if (item.upload) counts.uploadBytes += item.bytes;
  const storage = once(async () => {
    const service = app.providers.find(({ name }) => name === connection.provider);
    const opened = await service?.openStorage?.(connection, app.tools, flags.uploadBucket ?? null);
    if (opened !== undefined) return opened;
    throw usageError(`${provider.name} has no storage to upload to`, 'Name remote media.');
  });
  const mode = readProgress(flags.progress, gathered.items.length);
  const now = (): number => app.clock.now();
  const board = new JobBoard(now);
  for (const item of gathered.items)
    board.set(keyOf(item), { name: nameOf(item), state: 'waiting' });
  const refresh = progressFeed(provider, board, now);
  const run: Run = {
    app,
    provider,
    journal: await app.journal(),
    settings,
    reporter: await runReporter(await app.io.progress(), mode, { counts, board, refresh }, now),
    places: new Places(settings.concurrency),
    deadlineMs: now() + settings.timeoutMs,
    prepared: await prepareAll(provider, gathered.items, storage),
    storage,
  };
  return { run, stop: (reason) => own.abort(reason) };
};

/** Every submit is checked before anything is sent: a mistake in the last item costs nothing. */
const prepareAll = async (
  provider: Provider,
  items: readonly Item[],
  storage: Run['storage'],
): Promise<ReadonlyMap<Item, PreparedSubmit>> => {
  const prepared = new Map<Item, PreparedSubmit>();
  const checked = new Set<string>();
  for (const item of items) {
    const { upload, media, options, name } = item;
    if (!upload) prepared.set(item, await provider.prepare({ media, options, name }));
    const kind = JSON.stringify(options);
    if (!upload || checked.has(kind)) continue;
    await provider.prepare({ media: (await storage()).address('asrctl/check.wav'), options });
    checked.add(kind);
  }
  return prepared;
};
