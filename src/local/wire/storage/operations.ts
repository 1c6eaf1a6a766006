// The operations on objects that OSS and COS share: PUT, GET, HEAD, DELETE, and uploads in parts.
// https://www.alibabacloud.com/help/en/oss/developer-reference/api-reference and
// https://www.tencentcloud.com/document/product/436/7751 list the operations.
import type { WireRequest } from '../wire.js';
import type { Operation, StorageCall } from './storage-call.js';
import { factHeaders, StorageFault, xmlAnswer } from './dialect.js';
import type { ObjectFacts, ObjectName } from './objects.js';
import {
  abortUpload,
  beginUpload,
  completeUpload,
  listParts,
  listUploads,
  putPart,
} from './multipart.js';

const httpDate = (ms: number): string => new Date(ms).toUTCString();

const promisedMd5 = ({ headers }: WireRequest): string | undefined => {
  const value = headers['content-md5']?.[0];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('hex');
};

const drain = async (body: AsyncIterable<Uint8Array>): Promise<number> => {
  let bytes = 0;
  for await (const piece of body) bytes += piece.length;
  return bytes;
};

const putObject: Operation = async ({ request, name, dialect, objects, service }) => {
  if (request.headers[`${dialect.prefix}-copy-source`] !== undefined) {
    throw new StorageFault(501, 'NotImplemented', 'Objects cannot be copied here.');
  }
  const keeps = request.headers[`${dialect.prefix}-forbid-overwrite`]?.[0] === 'true';
  if (keeps && (await objects.head(name)) !== null) {
    // The body is read to its end, so that the answer is not lost in a reset.
    const bytes = await drain(request.stream());
    service.log(`kept ${name.bucket}/${name.key}: ${bytes} bytes refused`);
    throw new StorageFault(409, 'FileAlreadyExists', 'The object you specified already exists.');
  }
  const facts = await objects.put(name, request.stream(), { md5: promisedMd5(request) });
  service.log(`stored ${name.bucket}/${name.key}: ${facts.bytes} bytes`);
  return { status: 200, headers: factHeaders(dialect, facts), body: '' };
};

const found = async ({ objects, name }: StorageCall): Promise<ObjectFacts> => {
  const facts = await objects.head(name);
  if (facts === null) {
    throw new StorageFault(404, 'NoSuchKey', 'The specified key does not exist.');
  }
  return facts;
};

const describe = (
  call: StorageCall,
  facts: ObjectFacts,
  bytes: number,
): Record<string, string> => ({
  'Content-Type': 'application/octet-stream',
  'Content-Length': String(bytes),
  'Last-Modified': httpDate(facts.modifiedMs),
  'Accept-Ranges': 'bytes',
  ...factHeaders(call.dialect, facts),
});

async function* nothing(): AsyncGenerator<Uint8Array> {}

const headObject: Operation = async (call) => {
  const facts = await found(call);
  return { status: 200, headers: describe(call, facts, facts.bytes), body: nothing() };
};

/** `bytes=a-b`, `bytes=a-`; anything else is the whole object, as RFC 9110 14.2 allows. */
const rangeOf = (request: WireRequest, bytes: number): readonly [from: number, to: number] => {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers['range']?.[0] ?? '') ?? [];
  if (from === undefined || Number(from) >= bytes) return [0, bytes - 1];
  return [Number(from), to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)];
};

const getObject: Operation = async (call) => {
  const facts = await found(call);
  const [from, to] = rangeOf(call.request, facts.bytes);
  const headers = describe(call, facts, to - from + 1);
  if (facts.bytes === 0) return { status: 200, headers, body: nothing() };
  const body = call.objects.read(call.name, from, to);
  if (to - from + 1 === facts.bytes) return { status: 200, headers, body };
  const range = { 'Content-Range': `bytes ${from}-${to}/${facts.bytes}` };
  return { status: 206, headers: { ...headers, ...range }, body };
};

const deleteObject: Operation = async ({ objects, name, service }) => {
  await objects.remove(name);
  service.log(`deleted ${name.bucket}/${name.key}`);
  return { status: 204, headers: {}, body: '' };
};

/** The operations on a bucket: only the list of unfinished uploads. */
const ofBucket = (method: string, query: StorageCall['query']): Operation | null => {
  if (method === 'GET' && query.has('uploads')) return listUploads;
  if (method === 'HEAD' && query.size === 0) {
    return async () => xmlAnswer(200, ['Bucket', '']);
  }
  return null;
};

const ofUpload: Readonly<Record<string, Operation>> = {
  PUT: putPart,
  GET: listParts,
  POST: completeUpload,
  DELETE: abortUpload,
};

const ofObject: Readonly<Record<string, Operation>> = {
  PUT: putObject,
  GET: getObject,
  HEAD: headObject,
  DELETE: deleteObject,
};

/** Parameters of operations that this service does not have. */
const foreign = ['acl', 'append', 'tagging', 'symlink', 'restore', 'torrent', 'select', 'callback'];

/** The operation a request names, or null where this service has none. */
export const operationOf = (
  method: string,
  { key }: ObjectName,
  query: StorageCall['query'],
): Operation | null => {
  if (key === '') return ofBucket(method, query);
  if (foreign.some((name) => query.has(name))) return null;
  if (query.has('uploads')) return method === 'POST' ? beginUpload : null;
  return (query.has('uploadId') ? ofUpload : ofObject)[method] ?? null;
};
