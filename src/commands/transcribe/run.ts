// A whole run: starts a few items at a time, waits for all their jobs together, writes their files.
import pLimit from 'p-limit';
import { CliError, Exit } from '../../errors.js';
import { concernsAll } from '../../waiting/job-error.js';
import { Channel } from './channel.js';
import { finishItem } from './finish-item.js';
import type { Item } from './item.js';
import { pollJobs, Waiting } from './poll.js';
import { itemError, rowOf, type Row, type Run, type Started } from './run-state.js';
import { goOnHint } from './settings.js';
import { startItem } from './start-item.js';
import {
  objectName,
  removeUnneeded,
  UploadOnce,
  type UploadContext,
} from '../../submitting/upload-once.js';

/** Files shaped and written at once; more would only wait for each other. */
const writers = 2;

const tooLate = (again: boolean): CliError =>
  new CliError(Exit.timeout, 'Timed out before this item started', { hint: goOnHint(again) });

type WithObject = Pick<Started, 'objectKey'>;

/** What uploads need of a run, and how they show in its status line. */
const uploadContext = ({ app, journal, reporter }: Run): UploadContext => {
  const { counts } = reporter;
  return {
    uploads: journal.uploads,
    clock: app.clock,
    signal: app.signal,
    progress: {
      begin() {
        counts.uploadStartMs ??= app.clock.now();
        counts.uploading += 1;
      },
      add(bytes) {
        counts.sentBytes += bytes;
        reporter.show();
      },
      end() {
        counts.uploading -= 1;
      },
    },
  };
};

/** Removes uploaded objects when every item that needs one has succeeded. */
class Cleaner {
  /** How many items still need an object; an item that failed needs it for the next run. */
  readonly #users = new Map<string, number>();
  constructor(private readonly run: Run) {}

  add({ objectKey }: WithObject): void {
    if (objectKey !== null) this.#users.set(objectKey, (this.#users.get(objectKey) ?? 0) + 1);
  }

  release({ objectKey }: WithObject, succeeded: boolean): void {
    if (objectKey === null || !succeeded) return;
    this.#users.set(objectKey, (this.#users.get(objectKey) ?? 1) - 1);
  }

  /** At the end of the run: an item not begun yet may have the same content. */
  async sweep(): Promise<void> {
    const { app, settings } = this.run;
    if (!settings.deleteUpload) return;
    for (const [key, left] of this.#users) {
      if (left > 0) continue;
      const storage = await this.run.storage();
      const needed = () => this.run.journal.items.needs(objectName(storage, key));
      await removeUnneeded(uploadContext(this.run), storage, key, needed).catch(
        (error: unknown) => {
          if (!(error instanceof CliError) || app.signal.aborted) throw error;
          app.tools.notice(`${storage.address(key)} was not removed: ${error.message}`);
        },
      );
    }
  }
}

interface Workshop {
  readonly run: Run;
  readonly rows: Channel<Row>;
  readonly waiting: Waiting;
  readonly cleaner: Cleaner;
}

const deliver = ({ run, rows }: Workshop, row: Row): void => {
  const { counts } = run.reporter;
  counts.done += 1;
  if (row.error !== null) counts.failed += 1;
  rows.send(row);
  run.reporter.show();
};

const begin = async (shop: Workshop, uploads: UploadOnce, item: Item): Promise<void> => {
  const { run, waiting, cleaner } = shop;
  const { app, reporter, deadlineMs } = run;
  app.signal.throwIfAborted();
  if (app.clock.now() >= deadlineMs)
    return deliver(shop, rowOf(item, { error: tooLate(run.settings.again) }));
  try {
    const begun = await startItem(run, uploads, item);
    cleaner.add(begun);
    if ('row' in begun) {
      cleaner.release(begun, true);
      return deliver(shop, begun.row);
    }
    reporter.counts.waiting += 1;
    waiting.add(begun, app.clock.now());
    return reporter.show();
  } catch (thrown) {
    const error = itemError(thrown, item.input);
    // Bad credentials and an interrupt concern every item; so does what we cannot explain.
    if (error === null || concernsAll(error) || app.signal.aborted) throw thrown;
    return deliver(shop, rowOf(item, { error }));
  }
};

const beginAll = async (shop: Workshop, items: readonly Item[]): Promise<void> => {
  const limit = pLimit(shop.run.settings.concurrency);
  const uploads = new UploadOnce(uploadContext(shop.run));
  try {
    await Promise.all(items.map((item) => limit(() => begin(shop, uploads, item))));
  } finally {
    limit.clearQueue();
    shop.waiting.close();
  }
};

const finishAll = async (shop: Workshop): Promise<void> => {
  const { run, waiting, cleaner } = shop;
  const limit = pLimit(writers);
  const writing = new Set<Promise<void>>();
  for await (const finished of pollJobs(run, waiting)) {
    const work = limit(async () => {
      const row = await finishItem(run, finished);
      cleaner.release(finished.started, row.error === null);
      run.reporter.counts.waiting -= 1;
      deliver(shop, row);
    });
    writing.add(work);
    void work.finally(() => writing.delete(work)).catch(() => {});
    // Finished jobs hold their transcripts: not many more than are being written.
    if (writing.size > 2 * writers) await Promise.race(writing);
  }
  await Promise.all(writing);
};

/**
 * Does all items and yields a row for each as it is done. Throws what ends the whole run: exit 4 of the
 * service, the signal's reason.
 */
export async function* runItems(
  run: Run,
  items: readonly Item[],
  stop: (reason: unknown) => void,
): AsyncGenerator<Row> {
  const shop: Workshop = {
    run,
    rows: new Channel<Row>(),
    waiting: new Waiting(),
    cleaner: new Cleaner(run),
  };
  const halting = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      stop(error);
      throw error;
    }
  };
  const all = Promise.allSettled([halting(beginAll(shop, items)), halting(finishAll(shop))]);
  const end = (async () => {
    const fault = (await all).find((one) => one.status === 'rejected');
    if (fault !== undefined) return shop.rows.fail(fault.reason);
    await shop.cleaner.sweep();
    return shop.rows.close();
  })().catch((error: unknown) => shop.rows.fail(error));
  try {
    yield* shop.rows;
  } finally {
    stop(new CliError(Exit.ok, 'Nobody reads the rows any more'));
    await end;
    run.reporter.stop();
  }
}
