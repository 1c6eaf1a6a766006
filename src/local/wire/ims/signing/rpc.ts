// The older RPC signature, HMAC-SHA1 over the parameters. Source: "Request signatures" of the RPC
// style in the OpenAPI gateway's documents, and what the official pop-core client sends.
import { createHmac } from 'node:crypto';
import { canonicalPairs, encode, type Pairs } from '../parameters.js';

/** The text that is signed, of every parameter but the signature itself, wherever it travelled. */
export const rpcStringToSign = (method: string, pairs: Pairs): string => {
  const signed = pairs.filter(([name]) => name !== 'Signature');
  return `${method}&${encode('/')}&${encode(canonicalPairs(signed))}`;
};

/** Base64; the key is the secret followed by `&`. */
export const rpcSign = (secret: string, text: string): string =>
  createHmac('sha1', `${secret}&`).update(text).digest('base64');
