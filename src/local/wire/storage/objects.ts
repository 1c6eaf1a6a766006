// Objects on disk: `<storage>/<bucket>/<key>`, where jobs find their media. Every object is written under
// a temporary name, synced and renamed, so that a reader sees only whole objects.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Media } from '../../media/media.js';
import { BodyTooLarge } from '../wire.js';
import { Crc64 } from './crc64.js';

export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

export interface ObjectFacts {
  readonly bytes: number;
  /** Without quotes: 32 hex digits, with `-N` behind for an object made of N parts. */
  readonly etag: string;
  /** Unsigned decimal. */
  readonly crc64: string;
  readonly modifiedMs: number;
}

/** Facts about an object that are known before it is read. */
export interface ExpectedFacts {
  /** In place of the MD5, for an object made of parts. */
  readonly etag?: string | undefined;
  /** The MD5 in `Content-MD5`, hex. */
  readonly md5?: string | undefined;
}

/** The content does not match `Content-MD5`. */
export class BadDigest extends Error {
  override readonly name = 'BadDigest';
}

export interface Objects {
  /** Facts, or null when there is no such object. Throws MediaError for an unusable name. */
  head(name: ObjectName): Promise<ObjectFacts | null>;
  read(name: ObjectName, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Stores the body; an existing object is replaced once the body is complete. Throws BodyTooLarge, BadDigest. */
  put(
    name: ObjectName,
    body: AsyncIterable<Uint8Array>,
    expected?: ExpectedFacts,
  ): Promise<ObjectFacts>;
  remove(name: ObjectName): Promise<void>;
  /** The folder of unfinished uploads; a bucket's name never begins with a dot. */
  readonly partsDir: string;
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Writes a stream to a file and syncs it; returns size, MD5 and CRC64. Throws BodyTooLarge. */
export const writeSynced = async (
  path: string,
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<{ bytes: number; md5: string; crc64: string }> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const md5 = createHash('md5');
  const crc = new Crc64();
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > limitBytes) throw new BodyTooLarge(`More than ${limitBytes} bytes`);
      md5.update(piece);
      crc.update(piece);
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, md5: md5.digest('hex'), crc64: crc.digest() };
};

const isFacts = (value: unknown): value is ObjectFacts => {
  const { bytes, etag, crc64, modifiedMs } = (value ?? {}) as Partial<ObjectFacts>;
  return (
    [typeof bytes, typeof modifiedMs, typeof etag, typeof crc64].join() ===
    'number,number,string,string'
  );
};

const readFacts = async (path: string): Promise<ObjectFacts | null> => {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as unknown;
    return isFacts(value) ? value : null;
  } catch {
    return null;
  }
};

/** For files that were not uploaded. */
const compute = async (path: string, bytes: number, modifiedMs: number): Promise<ObjectFacts> => {
  const md5 = createHash('md5');
  const crc = new Crc64();
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    md5.update(piece);
    crc.update(piece);
  }
  return { bytes, etag: md5.digest('hex'), crc64: crc.digest(), modifiedMs };
};

/** The facts of a stored object: those kept from its upload, or computed from the file. Null without a file. */
const factsOf = async (path: string, factsPath: string): Promise<ObjectFacts | null> => {
  const info = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (info === null || !info.isFile()) return null;
  const kept = await readFacts(factsPath);
  // Stored facts are valid only for the file they were computed from.
  if (kept?.bytes === info.size && kept.modifiedMs === info.mtimeMs) return kept;
  return compute(path, info.size, info.mtimeMs);
};

/** Writes the content to a temporary file. Throws BadDigest and BodyTooLarge. */
const receive = async (
  temporary: string,
  body: AsyncIterable<Uint8Array>,
  expected: ExpectedFacts,
  limitBytes: number,
): Promise<ObjectFacts> => {
  const { bytes, md5, crc64 } = await writeSynced(temporary, body, limitBytes);
  if (expected.md5 !== undefined && expected.md5 !== md5)
    throw new BadDigest('Content-MD5 differs');
  const { mtimeMs } = await stat(temporary);
  return { bytes, etag: expected.etag ?? md5, crc64, modifiedMs: mtimeMs };
};

/** Stores the facts first and names the file last: an object that has its name has its facts. */
const publish = async (
  temporary: string,
  path: string,
  factsPath: string,
  facts: ObjectFacts,
): Promise<void> => {
  for (const file of [path, factsPath])
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(factsPath, JSON.stringify(facts), { mode: 0o600 });
  await rename(temporary, path);
};

/**
 * The objects of the service's storage.
 * @param limitBytes the largest object that is accepted
 */
export const objectsOf = (media: Media, limitBytes: number): Objects => {
  const root = dirname(dirname(media.stored('b', 'k')));
  const pathOf = ({ bucket, key }: ObjectName): string => media.stored(bucket, key);
  const factsPathOf = ({ bucket, key }: ObjectName): string =>
    join(root, '.facts', createHash('sha256').update(`${bucket}/${key}`).digest('hex'));

  return {
    partsDir: join(root, '.parts'),
    head: async (name) => factsOf(pathOf(name), factsPathOf(name)),
    read: (name, from, to) => createReadStream(pathOf(name), { start: from, end: to }),
    async put(name, body, expected = {}) {
      const path = pathOf(name);
      const temporary = join(root, '.incoming', randomUUID());
      try {
        const facts = await receive(temporary, body, expected, limitBytes);
        await publish(temporary, path, factsPathOf(name), facts);
        return facts;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
      await rm(factsPathOf(name), { force: true });
    },
  };
};
