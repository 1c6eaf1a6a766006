// One object per content, whoever uploads it: named after the content, looked for before it is sent, and
// uploaded by one process at a time.
import { extname } from 'node:path';
import type { Clock } from '../api/provider.js';
import type { Storage } from '../api/storage/storage.js';
import type { Uploads } from '../journal/upload-records.js';

/** A third of the journal's lease. */
export const renewMs = 40_000;
const busyPollMs = 500;

export interface UploadContext {
  readonly uploads: Uploads;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly progress: UploadProgress;
}

/** Called as bytes are sent. */
export interface UploadProgress {
  begin(): void;
  /** Bytes that the service has more than at the last call. */
  add(bytes: number): void;
  end(): void;
}

/**
 * `asrctl/<32 hex digits>.<ext>`: 128 bits of the content's SHA-256 distinguish all recordings there are;
 * the extension stays, since services recognise the format by it.
 */
export const objectKeyOf = (digest: string, path: string): string => {
  const extension = extname(path).toLowerCase();
  const kept = /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
  return `asrctl/${digest.slice(0, 32)}${kept}`;
};

/** Renews the lease while `work` runs. */
const holding = async <T>(
  { clock, uploads }: UploadContext,
  storage: Storage,
  key: string,
  work: () => Promise<T>,
): Promise<T> => {
  const over = new AbortController();
  const keep = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await clock.sleep(renewMs, over.signal);
      await uploads.renew(storage.bucket, key);
    }
  };
  const kept = keep().catch(() => {});
  try {
    return await work();
  } finally {
    over.abort();
    await kept;
  }
};

/** True when it was sent, false when it was there. */
const send = async (
  { uploads, signal, progress }: UploadContext,
  storage: Storage,
  path: string,
  key: string,
): Promise<boolean> => {
  let known = 0;
  progress.begin();
  try {
    return await storage.ensure(path, key, {
      signal,
      notes: {
        begun: () => uploads.begun(storage.bucket, key),
        note: (begun) => uploads.note(storage.bucket, key, begun),
      },
      onProgress(bytes) {
        progress.add(bytes - known);
        known = bytes;
      },
    });
  } finally {
    progress.end();
  }
};

/** While `work` runs, no other process uploads or removes the object. What it began stays when it fails. */
const alone = async <T>(
  { clock, signal, uploads }: UploadContext,
  { bucket }: Storage,
  key: string,
  work: () => Promise<T>,
): Promise<T> => {
  while (!(await uploads.claim(bucket, key))) await clock.sleep(busyPollMs, signal);
  try {
    const result = await work();
    await uploads.done(bucket, key);
    return result;
  } catch (error) {
    // Where this fails, the end of our lease or of this process says the same.
    await uploads.release(bucket, key).catch(() => {});
    throw error;
  }
};

const ensure = (
  context: UploadContext,
  storage: Storage,
  path: string,
  key: string,
): Promise<boolean> =>
  alone(context, storage, key, () =>
    holding(context, storage, key, () => send(context, storage, path, key)),
  );

/** An object's name in the journal: keys repeat in every bucket. */
export const objectName = ({ bucket }: Storage, key: string): string => `${bucket} ${key}`;

/** Removes an object unless somebody needs it. Throws what the storage throws. */
export const removeUnneeded = (
  context: UploadContext,
  storage: Storage,
  key: string,
  isNeeded: () => Promise<boolean>,
): Promise<void> =>
  alone(context, storage, key, async () => {
    if (!(await isNeeded())) await storage.delete(key, context.signal);
  });

/** Uploads of this run by object key: files of equal content share one. */
export class UploadOnce {
  readonly #underWay = new Map<string, Promise<boolean>>();
  constructor(private readonly context: UploadContext) {}

  /** Resolves when the object is there; true when this call sent it. Throws what the storage throws. */
  async upload(storage: Storage, path: string, key: string): Promise<boolean> {
    const twin = this.#underWay.get(key);
    if (twin !== undefined) {
      await twin;
      return false;
    }
    const own = ensure(this.context, storage, path, key);
    this.#underWay.set(key, own);
    return own;
  }
}
