// What can fail below the answer of a service.

/** Why no whole answer came. The message is one clause: "connection refused". */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  /** A system code (`ECONNREFUSED`) or one of ours: `timeout`, `too_large`, `cut`, `proxy`, `upgrade`, `foreign`. */
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
  ECONNABORTED: 'the connection was reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name lookup failed',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  EPIPE: 'the connection was closed',
  EPROTO: 'the host does not speak TLS',
  CERT_HAS_EXPIRED: "the host's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the host's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the host's certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the host's certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the host's certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

const clauseOf = (code: string): string => {
  const known = clauses[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL')) return 'the host does not speak TLS';
  return code.startsWith('HPE_') ? 'the answer is malformed HTTP' : 'the connection failed';
};

/** Any thrown value as an HttpFault, by its system code. Its own message is dropped, since it may hold addresses. */
export const faultOf = (error: unknown, sent: boolean): HttpFault => {
  if (error instanceof HttpFault) return error;
  const given = (error as { code?: unknown } | null)?.code;
  const code =
    typeof given === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(given) ? given : 'network';
  return new HttpFault(code, sent, clauseOf(code));
};
