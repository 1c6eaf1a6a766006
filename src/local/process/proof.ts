// How the service shows a client that it is the one that wrote service.json: it answers a nonce with
// an HMAC under its own key. Another program on the same port, or one that passes the question on to
// the service on another port, cannot give the answer, because the port is part of it.
import { createHmac } from 'node:crypto';
import { ownPaths } from './control-paths.js';

/** Asked without a signature: the answer is of no use to anybody without the key. */
export const proofPath = `${ownPaths}proof`;

export interface Challenge {
  /** 32 to 64 lower-case hex digits, chosen by the client. */
  readonly nonce: string;
  readonly pid: number;
  readonly port: number;
}

export const isNonce = (text: string): boolean => /^[0-9a-f]{32,64}$/.test(text);

/** Lower-case hex. The first line keeps it apart from every text that a wire protocol signs. */
export const proofOf = (key: string, { nonce, pid, port }: Challenge): string =>
  createHmac('sha256', key).update(`asrctl local service\n${nonce}\n${pid}\n${port}`).digest('hex');
