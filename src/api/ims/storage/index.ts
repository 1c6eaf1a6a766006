// The bucket client of IMS: recordings for IMS lie in OSS.
import { CliError, Exit } from '../../../errors.js';
import type { Connection, Tools } from '../../provider.js';
import { storageOf } from '../../storage/bucket-storage.js';
import { readSlice } from '../../storage/read-slice.js';
import type { BucketClient, Storage, UploadedPart } from '../../storage/storage.js';
import { all, textOf, writeXml, type Element } from '../../xml.js';
import { documentOf, openOss, type OssSession } from './session.js';

const partOf = (element: Element): UploadedPart => ({
  number: Number(textOf(element, 'PartNumber')),
  etag: textOf(element, 'ETag') ?? '',
  bytes: Number(textOf(element, 'Size')),
});

const listParts = async (
  { send }: OssSession,
  key: string,
  uploadId: string,
  signal: AbortSignal,
): Promise<UploadedPart[]> => {
  const found: UploadedPart[] = [];
  for (let marker = '0'; ;) {
    const query = [
      ['max-parts', '1000'],
      ['part-number-marker', marker],
      ['uploadId', uploadId],
    ] as const;
    const answer = await send({ action: 'ListParts', method: 'GET', key, query, signal });
    const page = documentOf(answer, 'ListPartsResult');
    found.push(...all(page, 'Part').map(partOf));
    if (textOf(page, 'IsTruncated') !== 'true') return found;
    marker = textOf(page, 'NextPartNumberMarker') ?? '';
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

const objectCalls = ({ send }: OssSession): Pick<BucketClient, 'head' | 'put' | 'remove'> => ({
  async head(key, signal) {
    const request = { action: 'HeadObject', method: 'HEAD', key, signal } as const;
    const answer = await orNull(send(request), 'NoSuchKey');
    if (answer === null) return null;
    const bytes = Number(answer.headers['content-length'] ?? Number.NaN);
    return { bytes, checksum: answer.headers[checksumHeader] ?? null };
  },
  async put(key, whole, overwrite, signal) {
    const body = await readSlice(whole);
    const headers = overwrite ? {} : { 'x-oss-forbid-overwrite': 'true' };
    const request = { action: 'PutObject', method: 'PUT', key, body, headers, signal } as const;
    return (await send(request)).headers[checksumHeader] ?? null;
  },
  async remove(key, signal) {
    await orNull(send({ action: 'DeleteObject', method: 'DELETE', key, signal }), 'NoSuchKey');
  },
});

const partCalls = (
  session: OssSession,
): Pick<BucketClient, 'begin' | 'putPart' | 'parts' | 'complete'> => ({
  async begin(key, signal) {
    const query = [['uploads', '']] as const;
    const request = { action: 'PutObject', method: 'POST', key, query, signal } as const;
    const answer = await session.send(request);
    const id = textOf(documentOf(answer, 'InitiateMultipartUploadResult'), 'UploadId');
    if (id !== null) return id;
    throw new CliError(Exit.error, 'PutObject failed: the answer has no upload id', {
      hint: 'Check --endpoint: this does not look like OSS.',
    });
  },
  async putPart(key, uploadId, number, slice, signal) {
    const query = [
      ['partNumber', String(number)],
      ['uploadId', uploadId],
    ] as const;
    const body = await readSlice(slice);
    const request = { action: 'PutObject', method: 'PUT', key, query, body, signal } as const;
    return (await session.send(request)).headers['etag'] ?? '';
  },
  parts: (key, uploadId, signal) =>
    orNull(listParts(session, key, uploadId, signal), 'NoSuchUpload'),
  async complete(key, uploadId, parts, signal) {
    const Part = parts.map(({ number, etag }) => ({ PartNumber: String(number), ETag: etag }));
    const body = writeXml('CompleteMultipartUpload', { Part });
    const query = [['uploadId', uploadId]] as const;
    const request = { action: 'PutObject', method: 'POST', key, query, body, signal } as const;
    const answer = await session.send(request);
    documentOf(answer, 'CompleteMultipartUploadResult');
    return answer.headers[checksumHeader] ?? null;
  },
});

/** The bucket for the uploads of a connection. Loads the credentials. Throws exit 2 when none is named. */
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
