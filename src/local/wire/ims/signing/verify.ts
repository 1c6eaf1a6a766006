// Whether a request is signed with the service's keys: both signature families, as strict as the gateway.
import { constantTimeEqual } from '../../../process/constant-time-equal.js';
import type { Keys, WireHeaders } from '../../wire.js';
import * as acs3 from './acs3.js';
import { ImsFault, missing } from '../ims-fault.js';
import { uniqueByName, type Pairs } from '../parameters.js';
import { rpcSign, rpcStringToSign } from './rpc.js';

export interface SignedHead {
  readonly method: string;
  readonly path: string;
  readonly headers: WireHeaders;
  readonly query: Pairs;
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

const checkIdentity = (keys: Keys, accessKeyId: string, token: string | undefined): void => {
  if (!constantTimeEqual(accessKeyId, keys.accessKeyId)) {
    throw new ImsFault(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (token !== undefined && !constantTimeEqual(token, keys.securityToken)) {
    throw new ImsFault(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified security token does not belong to the access key.',
    );
  }
};

const checkTime = (text: string, nowMs: number): void => {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new ImsFault(
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    );
  }
  if (Math.abs(time - nowMs) > skewMs) {
    throw new ImsFault(
      400,
      'InvalidTimeStamp.Expired',
      'Specified time stamp or date value is expired.',
    );
  }
};

const incomplete = (message: string): ImsFault => new ImsFault(400, 'IncompleteSignature', message);

const mismatch = (stringToSign: string): ImsFault =>
  new ImsFault(
    400,
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );

const spendNonce = (verifier: Verifier, nonce: string): void => {
  if (!verifier.useNonce(nonce, verifier.now())) {
    throw new ImsFault(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
};

const checkCoverage = (headers: WireHeaders, signed: readonly string[]): void => {
  const absent = acs3.headersToSign(headers).filter((name) => !signed.includes(name));
  if (absent.length > 0 || !signed.includes('host')) {
    throw incomplete(`These headers must be signed: ${absent.join(', ') || 'host'}`);
  }
};

/** Signed headers may occur once; with two values, the check and the handler could read different ones. */
const checkSingle = (headers: WireHeaders): void => {
  const repeated = acs3.headersToSign(headers).find((name) => (headers[name]?.length ?? 0) > 1);
  if (repeated !== undefined) throw incomplete(`The header ${repeated} is sent more than once.`);
};

/** Passes when the head is signed by one of the service's identities, in time, for the first time; throws ImsFault. */
export const verifyAcs3 = (
  head: SignedHead,
  authorization: readonly string[],
  verifier: Verifier,
): void => {
  const { headers } = head;
  checkSingle(headers);
  const claim = acs3.parseAuthorization(authorization[0] ?? '');
  if (claim === null) throw incomplete('The Authorization header is not complete.');
  checkIdentity(verifier.keys, claim.accessKeyId, header(headers, 'x-acs-security-token'));
  const date = header(headers, 'x-acs-date');
  const nonce = header(headers, 'x-acs-signature-nonce');
  if (date === undefined) throw missing('Timestamp');
  if (nonce === undefined || nonce === '') throw missing('SignatureNonce');
  checkTime(date, verifier.now());
  checkCoverage(headers, claim.signedHeaders);
  const text = acs3.stringToSign(
    { ...head, bodyHash: header(headers, 'x-acs-content-sha256') ?? '' },
    claim.signedHeaders,
  );
  const expected = acs3.sign(verifier.keys.accessKeySecret, text);
  if (!constantTimeEqual(claim.signature, expected)) throw mismatch(text);
  spendNonce(verifier, nonce);
};

/** The body must be the one whose hash was signed; throws ImsFault. */
export const checkBody = ({ headers }: SignedHead, body: Uint8Array): void => {
  if (header(headers, 'x-acs-content-sha256') !== acs3.sha256(body))
    throw new ImsFault(
      400,
      'SignatureDoesNotMatch',
      'The hash of the body is not the one in x-acs-content-sha256.',
    );
};

/** The same for the older style: all parameters, whether they came in the query or in the form. */
export const verifyRpc = (method: string, pairs: Pairs, verifier: Verifier): void => {
  const values = uniqueByName(pairs);
  const need = (name: string): string => {
    const value = values.get(name);
    if (value === undefined || value === '') throw missing(name);
    return value;
  };
  if (!values.has('AccessKeyId') && !values.has('Signature')) throw missing('AccessKeyId');
  if (!values.has('Signature')) throw incomplete('The request is not signed.');
  const signature = need('Signature');
  checkIdentity(verifier.keys, need('AccessKeyId'), values.get('SecurityToken'));
  if (need('SignatureMethod').toUpperCase() !== 'HMAC-SHA1') {
    throw incomplete('SignatureMethod must be HMAC-SHA1.');
  }
  if (need('SignatureVersion') !== '1.0') throw incomplete('SignatureVersion must be 1.0.');
  checkTime(need('Timestamp'), verifier.now());
  const nonce = need('SignatureNonce');
  const text = rpcStringToSign(method, pairs);
  if (!constantTimeEqual(signature, rpcSign(verifier.keys.accessKeySecret, text)))
    throw mismatch(text);
  spendNonce(verifier, nonce);
};
