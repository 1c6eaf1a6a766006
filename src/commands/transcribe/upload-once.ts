// One object per content, whoever uploads it: named after the content, looked for before it is sent,
// and one process at a time.
import { extname } from 'node:path';
import type { Storage } from '../../api/storage/storage.js';
import type { Run } from './run-state.js';

/** A third of the journal's lease. */
const renewMs = 40_000;
const busyPollMs = 500;

/**
 * `asrctl/<32 hex digits>.<ext>`: 128 bits of the content's SHA-256 tell all recordings there are apart;
 * the extension stays, since services judge the format by it.
 */
export const objectKeyOf = (digest: string, path: string): string => {
  const extension = extname(path).toLowerCase();
  const kept = /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
  return `asrctl/${digest.slice(0, 32)}${kept}`;
};

/** Keeps the claim while `work` runs. */
const holding = async (
  { app, journal }: Run,
  storage: Storage,
  key: string,
  work: () => Promise<void>,
): Promise<void> => {
  const over = new AbortController();
  const keep = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await app.clock.sleep(renewMs, over.signal);
      journal.uploads.renew(storage.bucket, key);
    }
  };
  const kept = keep().catch(() => {});
  try {
    await work();
  } finally {
    over.abort();
    await kept;
  }
};

const send = async (run: Run, storage: Storage, path: string, key: string): Promise<void> => {
  const { app, journal, reporter } = run;
  const { counts } = reporter;
  let known = 0;
  counts.uploadStartMs ??= app.clock.now();
  counts.uploading += 1;
  try {
    await storage.upload(path, key, {
      signal: app.signal,
      notes: {
        begun: () => journal.uploads.begun(storage.bucket, key),
        note: (begun) => journal.uploads.note(storage.bucket, key, begun),
      },
      onProgress(bytes) {
        counts.sentBytes += bytes - known;
        known = bytes;
        reporter.show();
      },
    });
  } finally {
    counts.uploading -= 1;
  }
};

/** While `work` runs, no other process uploads or removes the object. What it began stays where it fails. */
const alone = async <T>(
  { app, journal: { uploads } }: Run,
  { bucket }: Storage,
  key: string,
  work: () => Promise<T>,
): Promise<T> => {
  while (!uploads.claim(bucket, key)) await app.clock.sleep(busyPollMs, app.signal);
  try {
    const result = await work();
    uploads.done(bucket, key);
    return result;
  } catch (error) {
    uploads.release(bucket, key);
    throw error;
  }
};

/** True when it was sent, false when it was there. */
const ensure = (run: Run, storage: Storage, path: string, key: string): Promise<boolean> =>
  alone(run, storage, key, async () => {
    if (await storage.holds(path, key, run.app.signal)) return false;
    await holding(run, storage, key, () => send(run, storage, path, key));
    return true;
  });

/** An object's name in the journal: keys repeat in every bucket. */
export const objectName = ({ bucket }: Storage, key: string): string => `${bucket} ${key}`;

/** Removes an object that no item of any run needs any more. Throws what the storage throws. */
export const removeUnneeded = (run: Run, storage: Storage, key: string): Promise<void> =>
  alone(run, storage, key, async () => {
    if (!run.journal.items.needs(objectName(storage, key)))
      await storage.delete(key, run.app.signal);
  });

/** Uploads of this run by object key: files of equal content share one. */
export class UploadOnce {
  readonly #underWay = new Map<string, Promise<boolean>>();
  constructor(private readonly run: Run) {}

  /** Resolves when the object is there; true when this call sent it. Throws what the storage throws. */
  async upload(storage: Storage, path: string, key: string): Promise<boolean> {
    const twin = this.#underWay.get(key);
    if (twin !== undefined) {
      await twin;
      return false;
    }
    const own = ensure(this.run, storage, path, key);
    this.#underWay.set(key, own);
    return own;
  }
}
