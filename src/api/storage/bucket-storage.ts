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

interface Uploading {
  readonly client: BucketClient;
  readonly world: RetryTools;
  readonly path: string;
  readonly key: string;
  readonly bytes: number;
  readonly call: UploadCall;
}

/**
 * What makes an object, repeated only while it is not there: when an answer was lost the object may have
 * been made, and then there is nothing to send again.
 */
const untilThere = async (
  { client, world, key, bytes, call }: Uploading,
  make: () => Promise<string | null>,
): Promise<string | null> => {
  let tries = 0;
  const attempt = async (): Promise<string | null> => {
    tries += 1;
    const there = tries === 1 ? null : await client.head(key, call.signal);
    return there?.bytes === bytes && there.checksum !== null ? there.checksum : make();
  };
  return withRetry(attempt, world, call.signal);
};

/** What an earlier try left at the service, or a new upload when there is nothing of use. */
const resumeOrBegin = async (
  uploading: Uploading,
): Promise<BegunUpload & { readonly parts: readonly UploadedPart[] }> => {
  const { client, world, key, bytes, call } = uploading;
  const { notes, signal } = call;
  const earlier = await notes.begun();
  if (earlier !== null) {
    const ask = () => client.parts(key, earlier.uploadId, signal);
    const parts = await withRetry(ask, world, signal);
    if (parts !== null) return { ...earlier, parts };
    await notes.note(null);
  }
  const uploadId = await withRetry(() => client.begin(key, signal), world, signal);
  const begun = { uploadId, partBytes: partBytesFor(bytes) };
  await notes.note(begun);
  return { ...begun, parts: [] };
};

const inParts = async (uploading: Uploading): Promise<string | null> => {
  const { client, world, path, key, bytes, call } = uploading;
  const { uploadId, partBytes, parts: arrived } = await resumeOrBegin(uploading);
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
      const etag = await withRetry(send, world, signal);
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
  return untilThere(uploading, () => client.complete(key, uploadId, list, call.signal));
};

const inOnePiece = async (uploading: Uploading): Promise<string | null> => {
  const { client, path, key, bytes, call } = uploading;
  const whole = { path, from: 0, to: bytes };
  const checksum = await untilThere(uploading, () => client.put(key, whole, call.signal));
  call.onProgress(bytes);
  return checksum;
};

const upload = async (uploading: Uploading): Promise<void> => {
  const { client, world, path, key, bytes, call } = uploading;
  const { notes } = call;
  const send = bytes > wholeBytes ? inParts : inOnePiece;
  const [told, own] = await allOrAbort<string | null>(call.signal, [
    (signal) => send({ ...uploading, call: { ...call, signal } }),
    (signal) => crc64OfFile(path, signal),
  ]);
  await notes.note(null);
  if (told === null || told === own) return;
  await withRetry(() => client.remove(key, call.signal), world, call.signal);
  throw new CliError(Exit.error, `"${path}" arrived damaged: its checksum is not the file's`, {
    code: 'checksum_mismatch',
    hint: 'What arrived was removed. Run it again; the file must not change while it is sent.',
  });
};

/** A Storage over a BucketClient: patient, resuming, and checking what arrived. */
export const storageOf = (client: BucketClient, world: RetryTools): Storage => ({
  bucket: client.bucket,
  address: (key) => client.address(key),
  async holds(path, key, signal) {
    const there = await withRetry(() => client.head(key, signal), world, signal);
    const { size } = await stat(path);
    if (there === null || there.bytes !== size) return false;
    return there.checksum === null || there.checksum === (await crc64OfFile(path, signal));
  },
  delete: (key, signal) => withRetry(() => client.remove(key, signal), world, signal),
  async upload(path, key, call) {
    const { size: bytes } = await stat(path);
    await upload({ client, world, path, key, bytes, call });
  },
});
