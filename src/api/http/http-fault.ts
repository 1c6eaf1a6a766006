// What can go wrong below the answer: one error, with the one thing a submit must know about it.

/** Why no whole answer came. The message is one clause: "connection refused". */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  /** A system word (`ECONNREFUSED`) or one of ours: `timeout`, `too_large`, `cut`, `proxy`. */
  readonly code: string;
  /** True when the request may have reached the service. */
  readonly sent: boolean;

  constructor(code: string, sent: boolean, message: string) {
    super(message);
    this.code = code;
    this.sent = sent;
  }
}

const clauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  EPIPE: 'the connection was closed',
  CERT_HAS_EXPIRED: "the host's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the host's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the host's certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the host's certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

/** Any thrown value as an HttpFault, by its system code; its own message is dropped, it may hold addresses. */
export const faultOf = (error: unknown, sent: boolean): HttpFault => {
  if (error instanceof HttpFault) return error;
  const given = (error as { code?: unknown } | null)?.code;
  const code = typeof given === 'string' ? given : 'network';
  return new HttpFault(code, sent, clauses[code] ?? `network error ${code}`);
};
