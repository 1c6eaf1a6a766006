// Multipart uploads, in the XML of both clouds.
import { XMLParser } from 'fast-xml-parser';
import { factHeaders, StorageFault, xmlAnswer, type Xml } from './dialect.js';
import type { Operation, StorageCall } from './storage-call.js';
import type { Upload } from './parts.js';

/** Both clouds number parts from 1 to 10,000. */
const maxParts = 10_000;
/** A list of 10,000 parts takes about 1 MB. */
const listLimitBytes = 4 * 1024 * 1024;
const pageSize = 1000;

const time = (ms: number): string => new Date(ms).toISOString();

const uploadOf = async ({ parts, name, query }: StorageCall): Promise<Upload> => {
  const upload = await parts.find(query.get('uploadId') ?? '', name);
  if (upload !== null) return upload;
  throw new StorageFault(404, 'NoSuchUpload', 'The specified upload does not exist.');
};

export const beginUpload: Operation = async ({ name, parts, service }) => {
  const id = await parts.begin(name, service.now());
  return xmlAnswer(200, [
    'InitiateMultipartUploadResult',
    [
      ['Bucket', name.bucket],
      ['Key', name.key],
      ['UploadId', id],
    ],
  ]);
};

export const putPart: Operation = async (call) => {
  const upload = await uploadOf(call);
  const text = call.query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > maxParts) {
    throw new StorageFault(400, 'InvalidArgument', `partNumber must be 1 to ${maxParts}.`);
  }
  const part = await call.parts.put(upload, number, call.request.stream());
  call.service.log(`stored part ${number} of ${upload.bucket}/${upload.key}: ${part.bytes} bytes`);
  return { status: 200, headers: { ETag: `"${call.dialect.etag(part.etag)}"` }, body: '' };
};

const number = (call: StorageCall, name: string, otherwise: number): number => {
  const text = call.query.get(name) ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : otherwise;
};

export const listParts: Operation = async (call) => {
  const upload = await uploadOf(call);
  const marker = number(call, 'part-number-marker', 0);
  const size = Math.min(pageSize, Math.max(1, number(call, 'max-parts', pageSize)));
  const after = (await call.parts.parts(upload)).filter((part) => part.number > marker);
  const page = after.slice(0, size);
  return xmlAnswer(200, [
    'ListPartsResult',
    [
      ['Bucket', upload.bucket],
      ['Key', upload.key],
      ['UploadId', upload.id],
      ['PartNumberMarker', String(marker)],
      ['NextPartNumberMarker', String(page.at(-1)?.number ?? marker)],
      ['MaxParts', String(size)],
      ['IsTruncated', String(after.length > page.length)],
      ...page.map((part): Xml => [
        'Part',
        [
          ['PartNumber', String(part.number)],
          ['LastModified', time(part.modifiedMs)],
          ['ETag', `"${call.dialect.etag(part.etag)}"`],
          ['Size', String(part.bytes)],
        ],
      ]),
    ],
  ]);
};

export const listUploads: Operation = async (call) => {
  const prefix = call.query.get('prefix') ?? '';
  const uploads = (await call.parts.list(call.name.bucket, prefix)).slice(0, pageSize);
  return xmlAnswer(200, [
    'ListMultipartUploadsResult',
    [
      ['Bucket', call.name.bucket],
      ['Prefix', prefix],
      ['IsTruncated', 'false'],
      ...uploads.map((upload): Xml => [
        'Upload',
        [
          ['Key', upload.key],
          ['UploadId', upload.id],
          ['Initiated', time(upload.begunMs)],
        ],
      ]),
    ],
  ]);
};

const parser = new XMLParser({
  parseTagValue: false,
  processEntities: { enabled: true },
  isArray: (name) => name === 'Part',
});

interface Listed {
  readonly CompleteMultipartUpload?: {
    readonly Part?: readonly { readonly PartNumber?: unknown; readonly ETag?: unknown }[];
  };
}

/** ETags come with quotes, with quotes written as `&quot;`, or bare. */
const readList = (text: string): { number: number; etag: string }[] => {
  try {
    const { CompleteMultipartUpload: list } = parser.parse(text) as Listed;
    return (list?.Part ?? []).map(({ PartNumber, ETag }) => ({
      number: Number(PartNumber),
      etag: String(ETag).replaceAll('&quot;', '').replaceAll('"', '').trim(),
    }));
  } catch {
    throw new StorageFault(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  }
};

export const completeUpload: Operation = async (call) => {
  const upload = await uploadOf(call);
  const { parts, dialect, service, name } = call;
  const wanted = readList((await call.request.body(listLimitBytes)).toString('utf8'));
  const facts = await parts.complete(upload, wanted);
  service.log(`stored ${name.bucket}/${name.key}: ${facts.bytes} bytes in ${wanted.length} parts`);
  const answer = xmlAnswer(200, [
    'CompleteMultipartUploadResult',
    [
      ['Location', `/${name.bucket}/${name.key}`],
      ['Bucket', name.bucket],
      ['Key', name.key],
      ['ETag', `"${dialect.etag(facts.etag)}"`],
    ],
  ]);
  return { ...answer, headers: { ...answer.headers, ...factHeaders(dialect, facts) } };
};

export const abortUpload: Operation = async (call) => {
  await call.parts.abort(await uploadOf(call));
  return { status: 204, headers: {}, body: '' };
};
