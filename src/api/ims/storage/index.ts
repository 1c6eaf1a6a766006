// The bucket client of IMS: recordings for IMS lie in OSS.
import type OSS from 'ali-oss';
import { CliError } from '../../../errors.js';
import type { Connection, Tools } from '../../provider.js';
import { storageOf } from '../../storage/bucket-storage.js';
import type { BucketClient, Storage, UploadedPart } from '../../storage/storage.js';
import { openOss, type OssSession } from './session.js';

/** One part is an object, several are an array. */
const partsIn = (parts: unknown): UploadedPart[] =>
  (Array.isArray(parts) ? parts : [parts]).map((part: unknown) => {
    const { PartNumber, ETag, Size } = part as Readonly<Record<string, string>>;
    return { number: Number(PartNumber), etag: String(ETag), bytes: Number(Size) };
  });

const listParts = async (client: OSS, key: string, uploadId: string): Promise<UploadedPart[]> => {
  const found: UploadedPart[] = [];
  for (let marker = '0'; ;) {
    const query = { 'max-parts': 1000, 'part-number-marker': marker };
    const page = await client.listParts(key, uploadId, query);
    found.push(...partsIn(page.parts));
    if (page.isTruncated !== 'true') return found;
    marker = page.nextPartNumberMarker;
  }
};

const orNull = async <T>(work: Promise<T>, code: string): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CliError && error.code === code) return null;
    throw error;
  }
};

const checksumHeader = 'x-oss-hash-crc64ecma';

const objectCalls = ({ call }: OssSession): Pick<BucketClient, 'head' | 'put' | 'remove'> => ({
  async head(key, signal) {
    const answer = await orNull(
      call('HeadObject', signal, (client) => client.head(key)),
      'NoSuchKey',
    );
    if (answer === null) return null;
    const { headers } = answer.res;
    const bytes = Number(headers['content-length'] ?? Number.NaN);
    return { bytes, checksum: headers[checksumHeader] ?? null };
  },
  async put(key, { path }, overwrite, signal) {
    const headers = overwrite ? {} : { 'x-oss-forbid-overwrite': 'true' };
    const send = (client: OSS) => client.put(key, path, { headers });
    const { res } = await call('PutObject', signal, send);
    return res.headers[checksumHeader] ?? null;
  },
  async remove(key, signal) {
    await orNull(
      call('DeleteObject', signal, (client) => client.delete(key)),
      'NoSuchKey',
    );
  },
});

const partCalls = ({
  call,
}: OssSession): Pick<BucketClient, 'begin' | 'putPart' | 'parts' | 'complete'> => ({
  async begin(key, signal) {
    const begun = await call('PutObject', signal, (client) => client.initMultipartUpload(key));
    return begun.uploadId;
  },
  async putPart(key, uploadId, number, { path, from, to }, signal) {
    const send = (client: OSS) => client.uploadPart(key, uploadId, number, path, from, to);
    return (await call('PutObject', signal, send)).etag;
  },
  parts: (key, uploadId, signal) =>
    orNull(
      call('ListParts', signal, (client) => listParts(client, key, uploadId)),
      'NoSuchUpload',
    ),
  async complete(key, uploadId, parts, signal) {
    const list = parts.map(({ number, etag }) => ({ number, etag }));
    const finish = (client: OSS) => client.completeMultipartUpload(key, uploadId, list);
    const { res } = await call('PutObject', signal, finish);
    return res.headers[checksumHeader] ?? null;
  },
});

/** The bucket for the uploads of a connection. Loads the client and the credentials. Throws exit 2 when none is named. */
export const ossStorage = async (
  connection: Connection,
  tools: Tools,
  bucket: string | null,
): Promise<Storage> => {
  const session = await openOss(connection, tools, bucket);
  const client: BucketClient = {
    bucket: `oss:${session.bucket}@${session.endpoint.hostname}`,
    address: (key) => `oss://${session.bucket}/${key}`,
    ...objectCalls(session),
    ...partCalls(session),
  };
  return storageOf(client, tools);
};
