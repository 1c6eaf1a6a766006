// Multipart uploads: a folder each, `<partsDir>/<uploadId>/`, with the object's name and a file per part
// named `<number>-<md5>`. Nothing is in memory, so an upload continues after a restart of the service.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSynced, type ObjectFacts, type ObjectName, type Objects } from './objects.js';

export interface Part {
  readonly number: number;
  /** MD5, lower-case hex. */
  readonly etag: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

export interface Upload extends ObjectName {
  readonly id: string;
  readonly begunMs: number;
}

/** A list of parts that does not match the parts that were sent. */
export class BadParts extends Error {
  override readonly name = 'BadParts';
  readonly code: 'InvalidPart' | 'InvalidPartOrder' | 'EntityTooSmall';

  constructor(code: BadParts['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface Parts {
  begin(name: ObjectName, nowMs: number): Promise<string>;
  /** The upload of that id for that object, or null. */
  find(id: string, name: ObjectName): Promise<Upload | null>;
  /** Unfinished uploads in a bucket whose keys begin with `prefix`, oldest first. */
  list(bucket: string, prefix: string): Promise<readonly Upload[]>;
  put(upload: Upload, number: number, body: AsyncIterable<Uint8Array>): Promise<Part>;
  /** In the order of their numbers. */
  parts(upload: Upload): Promise<readonly Part[]>;
  /** Creates the object from the named parts. Throws BadParts; the upload stays then. */
  complete(
    upload: Upload,
    wanted: readonly { readonly number: number; readonly etag: string }[],
  ): Promise<ObjectFacts>;
  abort(upload: Upload): Promise<void>;
}

/** The smallest part of OSS is 100 KiB, of COS 1 MiB, except for the last; the smaller bound serves both. */
const minPartBytes = 100 * 1024;

const idPattern = /^[0-9a-f]{32}$/;
const partPattern = /^(\d{1,5})-([0-9a-f]{32})$/;

async function* joined(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/** As in both clouds: the MD5 of the parts' MD5s, and their number. */
const etagOf = (parts: readonly Part[]): string => {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
};

const chosen = (
  sent: readonly Part[],
  wanted: readonly { readonly number: number; readonly etag: string }[],
): Part[] => {
  if (wanted.length === 0) throw new BadParts('InvalidPart', 'No part is named.');
  return wanted.map(({ number, etag }, i) => {
    const before = wanted[i - 1];
    if (before !== undefined && before.number >= number) {
      throw new BadParts('InvalidPartOrder', 'The parts are not in ascending order.');
    }
    const part = sent.find((one) => one.number === number && one.etag === etag.toLowerCase());
    if (part === undefined)
      throw new BadParts('InvalidPart', `Part ${number} does not match a part that was sent.`);
    if (part.bytes < minPartBytes && i < wanted.length - 1) {
      throw new BadParts('EntityTooSmall', `Part ${number} is smaller than ${minPartBytes} bytes.`);
    }
    return part;
  });
};

const partPath = (dir: string, { number, etag }: Pick<Part, 'number' | 'etag'>): string =>
  join(dir, `${number}-${etag}`);

const uploadPath = (dir: string): string => join(dir, 'upload.json');

const readUpload = async (dir: string): Promise<Upload | null> => {
  const text = await readFile(uploadPath(dir), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Upload);
};

/** The parts in an upload's folder, in the order of their numbers. */
const readParts = async (dir: string): Promise<Part[]> => {
  const found: Part[] = [];
  for (const file of await readdir(dir)) {
    const [, number, etag] = partPattern.exec(file) ?? [];
    if (number === undefined || etag === undefined) continue;
    const { size, mtimeMs } = await stat(join(dir, file));
    found.push({ number: Number(number), etag, bytes: size, modifiedMs: mtimeMs });
  }
  return found.toSorted((a, b) => a.number - b.number);
};

const writePart = async (
  dir: string,
  number: number,
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<Part> => {
  const temporary = join(dir, `.${randomUUID()}`);
  try {
    const { bytes, md5 } = await writeSynced(temporary, body, limitBytes);
    // The last part sent under a number counts, as in the cloud.
    for (const file of await readdir(dir)) {
      if (file.startsWith(`${number}-`)) await rm(join(dir, file));
    }
    await rename(temporary, partPath(dir, { number, etag: md5 }));
    return { number, etag: md5, bytes, modifiedMs: Date.now() };
  } finally {
    await rm(temporary, { force: true });
  }
};

/** @param limitBytes the largest part that is accepted */
export const partsOf = (objects: Objects, limitBytes: number): Parts => {
  const dirOf = (id: string): string => join(objects.partsDir, id);
  const read = async (id: string): Promise<Upload | null> =>
    idPattern.test(id) ? readUpload(dirOf(id)) : null;
  const parts = ({ id }: Upload): Promise<Part[]> => readParts(dirOf(id));
  const abort = ({ id }: Upload): Promise<void> => rm(dirOf(id), { recursive: true, force: true });

  return {
    parts,
    abort,
    put: ({ id }, number, body) => writePart(dirOf(id), number, body, limitBytes),
    async begin({ bucket, key }, begunMs) {
      const id = randomBytes(16).toString('hex');
      const upload: Upload = { id, bucket, key, begunMs };
      await mkdir(dirOf(id), { recursive: true, mode: 0o700 });
      await writeFile(uploadPath(dirOf(id)), JSON.stringify(upload), { mode: 0o600 });
      return id;
    },
    async find(id, { bucket, key }) {
      const upload = await read(id);
      return upload?.bucket === bucket && upload.key === key ? upload : null;
    },
    async list(bucket, prefix) {
      const ids = await readdir(objects.partsDir).catch(() => []);
      const all = await Promise.all(ids.map(read));
      return all
        .filter((one) => one !== null)
        .filter((one) => one.bucket === bucket && one.key.startsWith(prefix))
        .toSorted((a, b) => a.begunMs - b.begunMs);
    },
    async complete(upload, wanted) {
      const list = chosen(await parts(upload), wanted);
      const files = list.map((part) => partPath(dirOf(upload.id), part));
      const facts = await objects.put(upload, joined(files), { etag: etagOf(list) });
      await abort(upload);
      return facts;
    },
  };
};
