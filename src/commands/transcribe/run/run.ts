// A whole run: starts a few items at a time, waits for all their jobs together, writes their files.
import pLimit from 'p-limit';
import { CliError, Exit } from '../../../errors.js';
import { UploadOnce } from '../../../submitting/upload-once.js';
import { Channel } from './channel.js';
import { finishItem } from './finish-item.js';
import type { Item } from '../items/item.js';
import { pollJobs, Waiting } from './poll.js';
import { keyOf } from './progress.js';
import { isPending, itemError, rowOf, type Row, type Run } from './run-state.js';
import { continueHint } from '../settings.js';
import { startItem } from './start-item.js';
import { UploadCleaner, uploadContext } from './uploaded-objects.js';
import { keepYoungHeapSmall } from './young-heap.js';

/** Files shaped and written at once; more would only wait for each other. */
const writers = 2;

const tooLate = (again: boolean): CliError =>
  new CliError(Exit.timeout, 'Timed out before this item started', { hint: continueHint(again) });

/** What the stages of a run share. */
interface Stages {
  readonly run: Run;
  readonly rows: Channel<Row>;
  readonly waiting: Waiting;
  readonly cleaner: UploadCleaner;
  /** Work that has started; it may write to the journal or to files until it ends. Never rejects. */
  readonly underWay: Set<Promise<void>>;
}

/** The same work, known to the run until it ends. */
const tracked = ({ underWay }: Stages, work: Promise<void>): Promise<void> => {
  const ended = work.then(
    () => void underWay.delete(ended),
    () => void underWay.delete(ended),
  );
  underWay.add(ended);
  return work;
};

/** Resolves when nothing is under way any more. */
const allEnded = async ({ underWay }: Stages): Promise<void> => {
  while (underWay.size > 0) await Promise.all(underWay);
};

const deliver = ({ run, rows }: Stages, row: Row): void => {
  const { counts } = run.reporter;
  counts.done += 1;
  if (row.error !== null && !isPending(row)) counts.failed += 1;
  run.reporter.board.delete(keyOf(row));
  rows.send(row);
  run.reporter.show();
};

const begin = async (stages: Stages, uploads: UploadOnce, item: Item): Promise<void> => {
  const { run, waiting, cleaner } = stages;
  const { app, reporter, deadlineMs } = run;
  app.signal.throwIfAborted();
  if (app.clock.now() >= deadlineMs)
    return deliver(stages, rowOf(item, { error: tooLate(run.settings.again) }));
  try {
    const begun = await startItem(run, uploads, item);
    cleaner.add(begun);
    if ('row' in begun) {
      cleaner.release(begun, true);
      return deliver(stages, begun.row);
    }
    reporter.counts.waiting += 1;
    waiting.add(begun, app.clock.now());
    return reporter.show();
  } catch (thrown) {
    const error = itemError(run, thrown, item.source);
    if (error === null) throw thrown;
    return deliver(stages, rowOf(item, { error }));
  }
};

const beginAll = async (stages: Stages, items: readonly Item[]): Promise<void> => {
  const { places } = stages.run;
  const uploads = new UploadOnce(uploadContext(stages.run));
  try {
    await Promise.all(
      items.map((item) => places.run(() => tracked(stages, begin(stages, uploads, item)))),
    );
  } finally {
    places.clear();
    stages.waiting.close();
  }
};

const finishAll = async (stages: Stages): Promise<void> => {
  const { run, waiting, cleaner } = stages;
  const limit = pLimit(writers);
  const writing = new Set<Promise<void>>();
  for await (const finished of pollJobs(run, waiting)) {
    const work = limit(async () => {
      const row = await finishItem(run, finished);
      cleaner.release(finished.started, row.error === null);
      run.reporter.counts.waiting -= 1;
      deliver(stages, row);
    });
    writing.add(tracked(stages, work));
    void work.finally(() => writing.delete(work)).catch(() => {});
    // Finished jobs hold transcripts in memory: not many more than are being written.
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
  keepYoungHeapSmall();
  const stages: Stages = {
    run,
    rows: new Channel<Row>(),
    waiting: new Waiting(),
    cleaner: new UploadCleaner(run),
    underWay: new Set(),
  };
  const halting = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      stop(error);
      throw error;
    }
  };
  const all = Promise.allSettled([halting(beginAll(stages, items)), halting(finishAll(stages))]);
  const end = (async () => {
    const fault = (await all).find((one) => one.status === 'rejected');
    // A fault stops the run at once; the command ends only after the items that had started.
    await allEnded(stages);
    if (fault !== undefined) return stages.rows.fail(fault.reason);
    await stages.cleaner.sweep();
    return stages.rows.close();
  })().catch((error: unknown) => stages.rows.fail(error));
  try {
    yield* stages.rows;
  } finally {
    stop(new CliError(Exit.ok, 'Nobody reads the rows any more'));
    await end;
    run.reporter.stop();
  }
}
