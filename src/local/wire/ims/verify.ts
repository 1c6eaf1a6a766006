// Who asks, and is it true: both signature families, as strictly as the gateway.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Keys, WireHeaders } from '../wire.js';
import * as acs3 from './acs3.js';
import { Fault, missing } from './faults.js';
import { byName, type Pairs } from './parameters.js';
import { rpcSign, rpcStringToSign } from './rpc.js';

export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly headers: WireHeaders;
  readonly query: Pairs;
  readonly form: Pairs;
  readonly body: Uint8Array;
}

export interface Verifier {
  readonly keys: Keys;
  readonly now: () => number;
  /** True when the nonce is new. */
  readonly useNonce: (nonce: string, nowMs: number) => boolean;
}

/** The gateway's tolerance between its clock and the client's. */
const skewMs = 15 * 60_000;

const header = (headers: WireHeaders, name: string): string | undefined => headers[name]?.[0];

// Of equal length whatever was sent, so that the comparison takes the same time.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const checkIdentity = (keys: Keys, accessKeyId: string, token: string | undefined): void => {
  if (!isSame(accessKeyId, keys.accessKeyId)) {
    throw new Fault(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (token !== undefined && !isSame(token, keys.securityToken)) {
    throw new Fault(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified security token does not belong to the access key.',
    );
  }
};

const checkTime = (text: string, nowMs: number): void => {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new Fault(
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    );
  }
  if (Math.abs(time - nowMs) > skewMs) {
    throw new Fault(
      400,
      'InvalidTimeStamp.Expired',
      'Specified time stamp or date value is expired.',
    );
  }
};

const incomplete = (message: string): Fault => new Fault(400, 'IncompleteSignature', message);

const mismatch = (stringToSign: string): Fault =>
  new Fault(
    400,
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );

const spendNonce = (verifier: Verifier, nonce: string): void => {
  if (!verifier.useNonce(nonce, verifier.now())) {
    throw new Fault(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
};

const checkCoverage = (headers: WireHeaders, signed: readonly string[]): void => {
  const absent = acs3.headersToSign(headers).filter((name) => !signed.includes(name));
  if (absent.length > 0 || !signed.includes('host')) {
    throw incomplete(`These headers must be signed: ${absent.join(', ') || 'host'}`);
  }
};

const verifyAcs3 = (incoming: Incoming, authorization: string, verifier: Verifier): void => {
  const { headers } = incoming;
  const claim = acs3.parseAuthorization(authorization);
  if (claim === null) throw incomplete('The Authorization header is not complete.');
  checkIdentity(verifier.keys, claim.accessKeyId, header(headers, 'x-acs-security-token'));
  const date = header(headers, 'x-acs-date');
  const nonce = header(headers, 'x-acs-signature-nonce');
  if (date === undefined) throw missing('Timestamp');
  if (nonce === undefined || nonce === '') throw missing('SignatureNonce');
  checkTime(date, verifier.now());
  checkCoverage(headers, claim.signedHeaders);
  const text = acs3.stringToSign(incoming, claim.signedHeaders);
  const isBodyTrue = header(headers, 'x-acs-content-sha256') === acs3.sha256(incoming.body);
  const expected = acs3.sign(verifier.keys.accessKeySecret, text);
  if (!isSame(claim.signature, expected) || !isBodyTrue) throw mismatch(text);
  spendNonce(verifier, nonce);
};

const verifyRpc = (incoming: Incoming, verifier: Verifier): void => {
  const pairs = [...incoming.query, ...incoming.form];
  const values = byName(pairs);
  const need = (name: string): string => {
    const value = values.get(name);
    if (value === undefined || value === '') throw missing(name);
    return value;
  };
  const signature = need('Signature');
  checkIdentity(verifier.keys, need('AccessKeyId'), values.get('SecurityToken'));
  if (need('SignatureMethod').toUpperCase() !== 'HMAC-SHA1') {
    throw incomplete('SignatureMethod must be HMAC-SHA1.');
  }
  if (need('SignatureVersion') !== '1.0') throw incomplete('SignatureVersion must be 1.0.');
  checkTime(need('Timestamp'), verifier.now());
  const nonce = need('SignatureNonce');
  const text = rpcStringToSign(incoming.method, pairs);
  if (!isSame(signature, rpcSign(verifier.keys.accessKeySecret, text))) throw mismatch(text);
  spendNonce(verifier, nonce);
};

/** Passes when the request is signed by one of the service's identities, in time, for the first time; throws Fault. */
export const verify = (incoming: Incoming, verifier: Verifier): void => {
  const authorization = header(incoming.headers, 'authorization');
  if (authorization !== undefined) {
    verifyAcs3(incoming, authorization, verifier);
    return;
  }
  const values = byName([...incoming.query, ...incoming.form]);
  if (!values.has('AccessKeyId') && !values.has('Signature')) throw missing('AccessKeyId');
  if (!values.has('Signature')) throw incomplete('The request is not signed.');
  verifyRpc(incoming, verifier);
};
