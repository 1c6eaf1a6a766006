// The signature of a request (q-sign-algorithm=sha1), rebuilt from the names that the client lists.
import { createHash, createHmac } from 'node:crypto';
import type { Keys, WireHeaders } from '../wire.js';
import { constantTimeEqual } from '../../process/constant-time-equal.js';
import { CiFault } from './ci-fault.js';

export interface Incoming {
  readonly method: string;
  /** Percent-decoded. */
  readonly path: string;
  /** Decoded, in the order they came; a key without a value has ''. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: WireHeaders;
}

/** `encodeURIComponent` and the five characters it leaves. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) =>
    `%${char.charCodeAt(0).toString(16)}`.toUpperCase(),
  );

const denied = (message: string): CiFault => new CiFault(403, 'AccessDenied', message);

type Fields = ReadonlyMap<string, string>;

const fieldsOf = ({ headers, query }: Incoming): Fields => {
  const header = headers['authorization']?.[0];
  if (header === undefined) return new Map(query);
  const pairs = header.split('&').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  const fields = new Map(pairs);
  if (fields.size < pairs.length) throw denied('A part of the signature is given more than once.');
  return fields;
};

const field = (fields: Fields, name: string): string => {
  const value = fields.get(name);
  if (value === undefined) throw denied('Access Denied.');
  return value;
};

/** Throws unless now lies in `start;end`; the two codes make clients correct their clocks. */
const checkTime = (span: string, nowMs: number): void => {
  const [, start, end] = /^(\d{1,12});(\d{1,12})$/.exec(span) ?? [];
  if (start === undefined || end === undefined) throw denied('Invalid signature time.');
  if (nowMs < Number(start) * 1000) {
    const message = 'The difference between the request time and the current time is too large.';
    throw new CiFault(403, 'RequestTimeTooSkewed', message);
  }
  if (nowMs > Number(end) * 1000) throw denied('Request has expired');
};

const names = (list: string): string[] => (list === '' ? [] : list.split(';'));

/** Null when a listed name is not in the request. */
const rebuild = (list: string, valueOf: (name: string) => string | undefined): string | null => {
  const pairs = names(list).map((name) => {
    const value = valueOf(name);
    return value === undefined ? null : `${name}=${encode(value)}`;
  });
  return pairs.includes(null) ? null : pairs.join('&');
};

/** A listed header's name; empty, which no request has, when it cannot be decoded. */
const headerName = (listed: string): string => {
  try {
    return decodeURIComponent(listed);
  } catch {
    return '';
  }
};

const headerValue =
  (headers: WireHeaders, host: string) =>
  (name: string): string | undefined =>
    name === 'host' ? host : headers[headerName(name)]?.join(',');

const queryValue =
  (query: Incoming['query']) =>
  (name: string): string | undefined =>
    query.find(([key]) => encode(key).toLowerCase() === name)?.[1];

const hmac = (key: string, text: string): string =>
  createHmac('sha1', key).update(text).digest('hex');

interface Texts {
  readonly formatString: string;
  readonly stringToSign: string;
}

const textsFor = (incoming: Incoming, fields: Fields, host: string): Texts | null => {
  const headers = rebuild(field(fields, 'q-header-list'), headerValue(incoming.headers, host));
  const params = rebuild(field(fields, 'q-url-param-list'), queryValue(incoming.query));
  if (headers === null || params === null) return null;
  const method = incoming.method.toLowerCase();
  const formatString = `${method}\n${incoming.path}\n${params}\n${headers}\n`;
  const digest = createHash('sha1').update(formatString).digest('hex');
  return { formatString, stringToSign: `sha1\n${field(fields, 'q-sign-time')}\n${digest}\n` };
};

// The Python SDK signs the host without its port but sends it with one.
const hostsOf = ({ headers }: Incoming): string[] => {
  const host = headers['host']?.[0] ?? '';
  return [host, host.replace(/:\d+$/, '')];
};

const checkSignature = (incoming: Incoming, fields: Fields, secretKey: string): void => {
  const signKey = hmac(secretKey, field(fields, 'q-key-time'));
  const candidates = hostsOf(incoming)
    .map((host) => textsFor(incoming, fields, host))
    .filter((texts) => texts !== null);
  const given = field(fields, 'q-signature');
  if (candidates.some(({ stringToSign }) => constantTimeEqual(hmac(signKey, stringToSign), given)))
    return;
  const [texts] = candidates;
  throw new CiFault(
    403,
    'SignatureDoesNotMatch',
    'The Signature you specified is invalid.',
    texts === undefined
      ? {}
      : { StringToSign: texts.stringToSign, FormatString: texts.formatString },
  );
};

// The Node SDK names the header by the host it speaks to; on a loopback address it is the COS one.
const tokenOf = ({ headers, query }: Incoming): string | null =>
  headers['x-cos-security-token']?.[0] ??
  headers['x-ci-security-token']?.[0] ??
  new Map(query).get('x-cos-security-token') ??
  null;

/** With a repeated parameter, the check and the handler could read different values. */
const checkRepeated = (query: Incoming['query']): void => {
  const keys = query.map(([key]) => key.toLowerCase());
  const repeated = keys.find((key, i) => keys.indexOf(key) !== i);
  if (repeated !== undefined)
    throw new CiFault(
      400,
      'InvalidArgument',
      `The parameter ${repeated.slice(0, 40)} is given more than once.`,
    );
};

/**
 * The documents use one KeyTime for both times, and name the host among the headers that every request
 * signs (https://www.tencentcloud.com/document/product/436/7778).
 */
const checkForm = (fields: Fields): void => {
  if (field(fields, 'q-sign-algorithm') !== 'sha1') throw denied('Unknown signature algorithm.');
  if (field(fields, 'q-key-time') !== field(fields, 'q-sign-time'))
    throw denied('q-key-time is not q-sign-time.');
  if (!names(field(fields, 'q-header-list')).includes('host'))
    throw denied('The host is not signed.');
};

/** Throws CiFault 403 unless the request is signed, now, by the service's own identity. */
export const verify = (incoming: Incoming, keys: Keys, nowMs: number): void => {
  checkRepeated(incoming.query);
  const fields = fieldsOf(incoming);
  checkForm(fields);
  if (field(fields, 'q-ak') !== keys.secretId) {
    throw new CiFault(403, 'InvalidAccessKeyId', 'The Access Key Id you provided does not exist.');
  }
  const token = tokenOf(incoming);
  if (token !== null && !constantTimeEqual(token, keys.securityToken)) {
    throw new CiFault(403, 'InvalidSecurity', 'The security token is not valid.');
  }
  checkTime(field(fields, 'q-sign-time'), nowMs);
  checkSignature(incoming, fields, keys.secretKey);
};
