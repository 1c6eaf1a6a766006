// Uploads in parts, spelled as both clouds spell them.
import { XMLParser } from 'fast-xml-parser';
import { factHeaders, StorageFault, xmlAnswer, type Xml } from './dialect.js';
import type { Asked, Operation } from './operations.js';
import type { Upload } from './parts.js';

/** Both clouds number parts from 1 to 10,000. */
const maxParts = 10_000;
/** A list of 10,000 parts takes about 1 MB. */
const listLimitBytes = 4 * 1024 * 1024;
const pageSize = 1000;

const time = (ms: number): string => new Date(ms).toISOString();

const uploadOf = async ({ parts, name, query }: Asked): Promise<Upload> => {
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

export const putPart: Operation = async (asked) => {
  const upload = await uploadOf(asked);
  const text = asked.query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > maxParts) {
    throw new StorageFault(400, 'InvalidArgument', `partNumber must be 1 to ${maxParts}.`);
  }
  const part = await asked.parts.put(upload, number, asked.request.stream());
  asked.service.log(`stored part ${number} of ${upload.bucket}/${upload.key}: ${part.bytes} bytes`);
  return { status: 200, headers: { ETag: `"${asked.dialect.etag(part.etag)}"` }, body: '' };
};

const number = (asked: Asked, name: string, otherwise: number): number => {
  const text = asked.query.get(name) ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : otherwise;
};

export const listParts: Operation = async (asked) => {
  const upload = await uploadOf(asked);
  const marker = number(asked, 'part-number-marker', 0);
  const size = Math.min(pageSize, Math.max(1, number(asked, 'max-parts', pageSize)));
  const after = (await asked.parts.parts(upload)).filter((part) => part.number > marker);
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
          ['ETag', `"${asked.dialect.etag(part.etag)}"`],
          ['Size', String(part.bytes)],
        ],
      ]),
    ],
  ]);
};

export const listUploads: Operation = async (asked) => {
  const prefix = asked.query.get('prefix') ?? '';
  const uploads = (await asked.parts.list(asked.name.bucket, prefix)).slice(0, pageSize);
  return xmlAnswer(200, [
    'ListMultipartUploadsResult',
    [
      ['Bucket', asked.name.bucket],
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

export const completeUpload: Operation = async (asked) => {
  const upload = await uploadOf(asked);
  const { parts, dialect, service, name } = asked;
  const wanted = readList((await asked.request.body(listLimitBytes)).toString('utf8'));
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

export const abortUpload: Operation = async (asked) => {
  await asked.parts.abort(await uploadOf(asked));
  return { status: 204, headers: {}, body: '' };
};
