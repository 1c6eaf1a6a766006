// The bucket client of Tencent CI: recordings for CI lie in COS.
import { CliError, Exit, usageError } from '../../../errors.js';
import { uploadLimits } from '../../http/limits.js';
import type { Connection, Credentials, Tools } from '../../provider.js';
import { storageOf } from '../../storage/bucket-storage.js';
import { readSlice } from '../../storage/read-slice.js';
import type { BucketClient, Storage, UploadedPart } from '../../storage/storage.js';
import { bucketRefOf } from '../bucket.js';
import { all, textOf, writeXml, type Element } from '../../xml.js';
import { need, rootOf, send, type CosRequest, type CosSession } from './session.js';

const checksumHeader = 'x-cos-hash-crc64ecma';

const partOf = (element: Element): UploadedPart => ({
  number: Number(textOf(element, 'PartNumber')),
  etag: textOf(element, 'ETag') ?? '',
  bytes: Number(textOf(element, 'Size')),
});

const listParts = async (
  session: CosSession,
  key: string,
  uploadId: string,
  signal: AbortSignal,
): Promise<readonly UploadedPart[] | null> => {
  const found: UploadedPart[] = [];
  for (let marker = '0'; ;) {
    const query = [
      ['uploadId', uploadId],
      ['max-parts', '1000'],
      ['part-number-marker', marker],
    ] as const;
    const request: CosRequest = { action: 'ListParts', method: 'GET', key, query, signal };
    const answer = await send(session, request);
    if (answer === null) return null;
    const root = await rootOf(session, request, 'ListPartsResult', answer);
    found.push(...all(root, 'Part').map(partOf));
    if (textOf(root, 'IsTruncated') !== 'true') return found;
    marker = textOf(root, 'NextPartNumberMarker') ?? '';
  }
};

const begin = async (session: CosSession, key: string, signal: AbortSignal): Promise<string> => {
  const query = [['uploads', '']] as const;
  const action = 'InitiateMultipartUpload';
  const request: CosRequest = { action, method: 'POST', key, query, body: '', signal };
  const answer = await need(session, request);
  const id = textOf(await rootOf(session, request, `${action}Result`, answer), 'UploadId');
  if (id !== null) return id;
  throw new CliError(Exit.error, `${action} failed: the answer has no upload id`, {
    hint: 'Check --endpoint: this does not look like COS.',
  });
};

const objectCalls = (session: CosSession): Pick<BucketClient, 'head' | 'put' | 'remove'> => ({
  async head(key, signal) {
    const answer = await send(session, { action: 'HeadObject', method: 'HEAD', key, signal });
    if (answer === null) return null;
    const bytes = Number(answer.headers['content-length'] ?? Number.NaN);
    return { bytes, checksum: answer.headers[checksumHeader] ?? null };
  },
  async put(key, whole, overwrite, signal) {
    const body = await readSlice(whole);
    const headers = overwrite ? {} : { 'x-cos-forbid-overwrite': 'true' };
    const request = { action: 'PutObject', method: 'PUT', key, body, headers, signal } as const;
    return (await need(session, request)).headers[checksumHeader] ?? null;
  },
  async remove(key, signal) {
    await send(session, { action: 'DeleteObject', method: 'DELETE', key, signal });
  },
});

const partCalls = (
  session: CosSession,
): Pick<BucketClient, 'begin' | 'putPart' | 'parts' | 'complete'> => ({
  begin: (key, signal) => begin(session, key, signal),
  async putPart(key, uploadId, number, slice, signal) {
    const query = [
      ['partNumber', String(number)],
      ['uploadId', uploadId],
    ] as const;
    const body = await readSlice(slice);
    const answer = await need(session, {
      action: 'UploadPart',
      method: 'PUT',
      key,
      query,
      body,
      signal,
    });
    return answer.headers['etag'] ?? '';
  },
  parts: (key, uploadId, signal) => listParts(session, key, uploadId, signal),
  async complete(key, uploadId, parts, signal) {
    const Part = parts.map(({ number, etag }) => ({ PartNumber: String(number), ETag: etag }));
    const body = writeXml('CompleteMultipartUpload', { Part });
    const query = [['uploadId', uploadId]] as const;
    const action = 'CompleteMultipartUpload';
    const request: CosRequest = { action, method: 'POST', key, query, body, signal };
    const answer = await need(session, request);
    // COS begins its answer before the parts are joined: a 200 may hold an Error (outcomeOf sees it).
    await rootOf(session, request, `${action}Result`, answer);
    return answer.headers[checksumHeader] ?? null;
  },
});

/** The bucket for the uploads of a connection: the profile's, since jobs read no other. Throws exit 2 for another. */
export const cosStorage = async (
  connection: Connection,
  tools: Tools,
  bucket: string | null,
): Promise<Storage> => {
  // A local service has an address only after its credentials are read.
  await connection.credentials();
  const ref = bucketRefOf(connection);
  if (bucket !== null && bucket !== ref.bucket) {
    throw usageError(
      `Jobs of profile "${connection.profile}" read from ${ref.bucket} only`,
      `Add a profile for ${bucket} with asrctl profile add, or omit --upload-bucket.`,
    );
  }
  const { profile } = connection;
  const limits = uploadLimits(connection);
  const credentials = (): Promise<Credentials> => connection.credentials();
  const session = { ref, bucket: ref.bucket, tools, credentials, profile, limits };
  const client: BucketClient = {
    bucket: `cos:${ref.bucket}@${ref.region}${ref.hasEndpoint ? '!' : ''}`,
    address: (key) => `cos://${ref.bucket}/${key}`,
    ...objectCalls(session),
    ...partCalls(session),
  };
  return storageOf(client, tools);
};
