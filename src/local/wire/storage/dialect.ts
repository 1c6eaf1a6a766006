// OSS and COS are nearly the same; the differences are here and in their signatures.
import { BadDigest, type ObjectFacts } from './objects.js';
import { BadParts } from './parts.js';
import { MediaError } from '../../media/media.js';
import { BodyTooLarge, type WireAnswer } from '../wire.js';

export interface Dialect {
  /** Of headers: `x-oss`, `x-cos`. */
  readonly prefix: string;
  /** OSS writes ETags in capitals, COS does not. */
  etag(hex: string): string;
  /** Elements of an error beside Code, Message and RequestId. */
  readonly errorExtra: (requestId: string, host: string, path: string) => readonly Xml[];
}

export class StorageFault extends Error {
  override readonly name = 'StorageFault';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** One element: its name, and its text or children. */
export type Xml = readonly [name: string, content: string | readonly Xml[]];

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[char] ?? ''};`,
  );

const elementText = ([name, content]: Xml): string =>
  `<${name}>${typeof content === 'string' ? escaped(content) : content.map(elementText).join('')}</${name}>`;

export const xmlText = (root: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root)}`;

export const xmlAnswer = (status: number, root: Xml): WireAnswer => ({
  status,
  headers: { 'Content-Type': 'application/xml' },
  body: xmlText(root),
});

/** The headers in which both clouds describe an object. */
export const factHeaders = (
  dialect: Dialect,
  { etag, crc64 }: Pick<ObjectFacts, 'etag' | 'crc64'>,
): Record<string, string> => ({
  ETag: `"${dialect.etag(etag)}"`,
  [`${dialect.prefix}-hash-crc64ecma`]: crc64,
});

/** The error that a client gets: status and code from both clouds' error tables. Null for an unknown error. */
export const faultOf = (error: unknown): StorageFault | null => {
  if (error instanceof StorageFault) return error;
  if (error instanceof BadDigest) {
    return new StorageFault(400, 'BadDigest', 'The Content-MD5 you specified did not match.');
  }
  if (error instanceof BadParts) return new StorageFault(400, error.code, error.message);
  if (error instanceof BodyTooLarge) {
    return new StorageFault(
      400,
      'EntityTooLarge',
      'The object is larger than this service accepts.',
    );
  }
  if (error instanceof MediaError) {
    return new StorageFault(400, 'InvalidObjectName', 'The object name is not usable here.');
  }
  return null;
};
