// Uploads over any BucketClient: in parts above 20 MB, resumed where an earlier run stopped, and complete
// only when the service's checksum is the file's.
import { stat } from 'node:fs/promises';
import { CliError, Exit } from '../../errors.js';
import { crc64OfFile } from './crc64.js';
import type { RetryTools } from '../http/retry.js';
import { allOrAbort, withRetry } from './with-retry.js';
import type {
  BegunUpload,
  BucketClient,
  UploadedPart,
  Slice,
  Storage,
  UploadCall,
} from './storage.js';

const mebibyte = 1024 * 1024;
/** Files up to this size go in one piece: both clouds advise parts from about 20 MB on. */
export const wholeBytes = 20 * mebibyte;
/** Files up to this size are sent without asking whether they are there: less than a second on most lines. */
const unseenBytes = 4 * mebibyte;
const smallestPart = 8 * mebibyte;
/** Both clouds take at most 10,000 parts. */
const mostParts = 10_000;
/** Parts of one file under way at once: enough to fill a link, few enough for memory. */
const parallel = 2;

/** Size of the parts of a file, bytes: 8 MiB, or what it takes to stay within 10,000. */
export const partBytesFor = (bytes: number): number =>
  Math.max(smallestPart, Math.ceil(bytes / mostParts / mebibyte) * mebibyte);

/** The slices of a file, in order; the last is what remains. */
export const slicesOf = (path: string, bytes: number, partBytes: number): readonly Slice[] =>
  Array.from({ length: Math.ceil(bytes / partBytes) }, (_, i) => ({
    path,
    from: i * partBytes,
    to: Math.min(bytes, (i + 1) * partBytes),
  }));

interface Upload {
  readonly client: BucketClient;
  readonly tools: RetryTools;
  readonly path: string;
  readonly key: string;
  readonly bytes: number;
  readonly call: UploadCall;
}

/** Whether the object holds the file's content, by size and checksum. */
const holds = async ({ client, tools, path, key, bytes, call }: Upload): Promise<boolean> => {
  const stored = await withRetry(() => client.head(key, call.signal), tools, call.signal);
  if (stored === null || stored.bytes !== bytes) return false;
  return stored.checksum === null || stored.checksum === (await crc64OfFile(path, call.signal));
};

/** Makes an object. After a lost answer it looks whether the object was made, before it repeats that. */
const untilStored = async (
  { client, tools, key, bytes, call }: Upload,
  make: () => Promise<string | null>,
): Promise<string | null> => {
  let lost = false;
  const attempt = async (): Promise<string | null> => {
    const stored = lost ? await client.head(key, call.signal) : null;
    if (stored?.bytes === bytes && stored.checksum !== null) return stored.checksum;
    try {
      return await make();
    } catch (error) {
      lost = error instanceof CliError && error.retryAfterMs === null;
      throw error;
    }
  };
  return withRetry(attempt, tools, call.signal);
};

/** The upload of an earlier run with the parts that arrived, or a new one. */
const resumeOrBegin = async (
  upload: Upload,
): Promise<BegunUpload & { readonly parts: readonly UploadedPart[] }> => {
  const { client, tools, key, bytes, call } = upload;
  const { notes, signal } = call;
  const earlier = await notes.begun();
  if (earlier !== null) {
    const ask = () => client.parts(key, earlier.uploadId, signal);
    const parts = await withRetry(ask, tools, signal);
    if (parts !== null) return { ...earlier, parts };
    await notes.note(null);
  }
  const uploadId = await withRetry(() => client.begin(key, signal), tools, signal);
  const begun = { uploadId, partBytes: partBytesFor(bytes) };
  await notes.note(begun);
  return { ...begun, parts: [] };
};

const inParts = async (upload: Upload): Promise<string | null> => {
  const { client, tools, path, key, bytes, call } = upload;
  const { uploadId, partBytes, parts: arrived } = await resumeOrBegin(upload);
  const slices = slicesOf(path, bytes, partBytes);
  const whole = (part: UploadedPart): boolean => {
    const slice = slices[part.number - 1];
    return slice !== undefined && slice.to - slice.from === part.bytes;
  };
  const parts = new Map(arrived.filter(whole).map((part) => [part.number, part]));
  const report = (): void =>
    call.onProgress([...parts.values()].reduce((sum, part) => sum + part.bytes, 0));
  const missing = slices.map((slice, i) => ({ slice, number: i + 1 }));
  const queue = missing.filter(({ number }) => !parts.has(number)).values();
  const work = async (signal: AbortSignal): Promise<void> => {
    for (const { slice, number } of queue) {
      const send = () => client.putPart(key, uploadId, number, slice, signal);
      const etag = await withRetry(send, tools, signal);
      parts.set(number, { number, etag, bytes: slice.to - slice.from });
      report();
    }
  };
  report();
  await allOrAbort(
    call.signal,
    Array.from({ length: parallel }, () => work),
  );
  const list = [...parts.values()].toSorted((a, b) => a.number - b.number);
  return untilStored(upload, () => client.complete(key, uploadId, list, call.signal));
};

const inOnePiece = async (upload: Upload): Promise<string | null> => {
  const { client, path, key, bytes, call } = upload;
  const whole = { path, from: 0, to: bytes };
  const checksum = await untilStored(upload, () => client.put(key, whole, true, call.signal));
  call.onProgress(bytes);
  return checksum;
};

type Send = (upload: Upload) => Promise<string | null>;

/** Sends a file and compares checksums. Throws exit 1 after removing a damaged object. */
const sendChecked = async (upload: Upload, send: Send): Promise<void> => {
  const { client, tools, path, key, call } = upload;
  const [received, own] = await allOrAbort<string | null>(call.signal, [
    (signal) => send({ ...upload, call: { ...call, signal } }),
    (signal) => crc64OfFile(path, signal),
  ]);
  await call.notes.note(null);
  if (received === null || received === own) return;
  await withRetry(() => client.remove(key, call.signal), tools, call.signal);
  throw new CliError(Exit.error, `"${path}" arrived damaged: the checksums differ`, {
    code: 'checksum_mismatch',
    hint: 'The damaged object was removed. Run it again, and do not change the file during the upload.',
  });
};

const replace = async (upload: Upload): Promise<true> => {
  await sendChecked(upload, upload.bytes > wholeBytes ? inParts : inOnePiece);
  return true;
};

/**
 * Sends a small file at once, without a look at what is there: the service refuses to overwrite. True
 * when this run sent it, also when the answer was lost and a repetition found the object.
 */
const sendIfAbsent = async (upload: Upload): Promise<boolean> => {
  let tries = 0;
  const put: Send = async (one) => {
    const { client, path, key, bytes, call } = one;
    const checksum = await untilStored(one, () => {
      tries += 1;
      return client.put(key, { path, from: 0, to: bytes }, false, call.signal);
    });
    call.onProgress(bytes);
    return checksum;
  };
  try {
    await sendChecked(upload, put);
    return true;
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'FileAlreadyExists') throw error;
  }
  return (await holds(upload)) ? tries > 1 : replace(upload);
};

/** A Storage over a BucketClient: retries, resumes, and compares checksums. */
export const storageOf = (client: BucketClient, tools: RetryTools): Storage => ({
  bucket: client.bucket,
  address: (key) => client.address(key),
  delete: (key, signal) => withRetry(() => client.remove(key, signal), tools, signal),
  async ensure(path, key, call) {
    const { size: bytes } = await stat(path);
    const upload = { client, tools, path, key, bytes, call };
    if (bytes <= unseenBytes) return sendIfAbsent(upload);
    return (await holds(upload)) ? false : replace(upload);
  },
});
