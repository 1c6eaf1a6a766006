// One exchange with the gateway through the official client. It signs and sends; what it makes of an
// answer is not enough for us: of an error it keeps no header, of a page of HTML not even the status,
// and it cannot be aborted. Node's own diagnostics channels let us see both request and response
// without touching either; a nonce of ours, which the client accepts and signs, tells the calls apart.
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Credentials } from '../provider.js';
import { retryAfterMs } from '../retry.js';

export interface Call {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly query: Readonly<Record<string, string>>;
}

interface Met {
  readonly status: number;
  readonly requestId: string | null;
  /** What the service asks to wait, milliseconds. */
  readonly retryAfterMs: number | null;
  /** How far the service's clock is ahead of ours, milliseconds; null when it sent no date. */
  readonly skewMs: number | null;
}

/** What came of one call. `refusal` holds an error body, `unreadable` is an error that is no JSON object. */
export type Exchange =
  | ({ readonly kind: 'answer'; readonly text: string } & Met)
  | ({ readonly kind: 'refusal'; readonly body: Readonly<Record<string, unknown>> } & Met)
  | ({ readonly kind: 'unreadable' } & Met)
  | { readonly kind: 'network'; readonly code: string; readonly sent: boolean };

interface Watch {
  request: ClientRequest | null;
  response: IncomingMessage | null;
  /** True once the connection stood, so that the request may have arrived. */
  connected: boolean;
}

const nonceHeader = 'x-acs-signature-nonce';
const watches = new Map<string, Watch>();
const watchOf = (request: ClientRequest): Watch | undefined =>
  watches.get(String(request.getHeader(nonceHeader)));

/** Emitted when the request is handed to a socket, which may still be connecting. */
const onStart = (message: unknown): void => {
  const { request } = message as { request: ClientRequest };
  const watch = watchOf(request);
  if (watch === undefined) return;
  watch.request = request;
  const { socket } = request;
  const connected = (): void => void (watch.connected = true);
  if (socket?.connecting === true)
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  else connected();
};

const onResponse = (message: unknown): void => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const watch = watchOf(request);
  if (watch !== undefined) watch.response = response;
};

const importSdk = () => import('@alicloud/openapi-client');
type Exports = Awaited<ReturnType<typeof importSdk>>['default'];
export interface Sdk extends Pick<Exports, 'OpenApiRequest' | 'Params'> {
  readonly Client: Exports['default'];
}
let loading: Promise<Sdk> | null = null;

/**
 * `DEBUG=httpx*` would make the client's HTTP layer print signatures and bodies. Its `debug` package
 * reads the variable once, while loading; it is out of sight for that long.
 */
const load = async (): Promise<Sdk> => {
  const { DEBUG } = process.env;
  delete process.env['DEBUG'];
  try {
    const { OpenApiRequest, Params, ...module } = await importSdk();
    subscribe('http.client.request.start', onStart);
    subscribe('http.client.response.finish', onResponse);
    // The default of a CommonJS module arrives one level deeper in Node than in a bundle.
    const exported = module.default as Exports | Exports['default'];
    const Client = 'default' in exported ? exported.default : exported;
    return { Client, OpenApiRequest, Params };
  } finally {
    if (DEBUG !== undefined) process.env['DEBUG'] = DEBUG;
  }
};

/** The official client, loaded once per process. */
export const loadSdk = (): Promise<Sdk> => (loading ??= load());

const met = (response: IncomingMessage, nowMs: number): Met => {
  const header = (name: string): string | undefined => {
    const value = response.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const date = Date.parse(header('date') ?? '');
  return {
    status: response.statusCode ?? 0,
    requestId: header('x-acs-request-id') ?? null,
    retryAfterMs: retryAfterMs(header, nowMs),
    skewMs: Number.isNaN(date) ? null : date - nowMs,
  };
};

/** Failures of the transport itself carry a code or this name; everything else is about the answer. */
const networkCode = (error: unknown): string | null => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof name === 'string' && name.includes('Timeout')) return 'ETIMEDOUT';
  return typeof code === 'string' && /^(?:E[A-Z_]+|ERR_\w+|CERT_\w+|\w*_CERT\w*)$/.test(code)
    ? code
    : null;
};

const explain = (error: unknown, watch: Watch, nowMs: number): Exchange => {
  const data = (error as { data?: unknown }).data;
  const { response } = watch;
  const code = networkCode(error);
  if (response !== null && typeof data === 'object' && data !== null && !Array.isArray(data))
    return { kind: 'refusal', body: { ...data }, ...met(response, nowMs) };
  if (response !== null && code === null) return { kind: 'unreadable', ...met(response, nowMs) };
  return { kind: 'network', code: code ?? 'unknown', sent: watch.connected };
};

const untilAborted = async (signal: AbortSignal, watch: Watch, work: Promise<unknown>) => {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      watch.request?.destroy();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
};

/**
 * The client's connect timeout is in truth a socket-idle timeout that also runs while the answer is
 * awaited, and each defaults to 3 s when only the other is given (read in httpx, measured): both are set.
 */
const timeoutMs = 20_000;

const paramsOf = ({ action, method }: Call) => ({
  action,
  version: '2020-11-09',
  protocol: 'HTTPS',
  pathname: '/',
  method,
  authType: 'AK',
  style: 'RPC',
  reqBodyType: 'formData',
  bodyType: 'string',
});

/** What the client asks a credential for, with each call; the secret is revealed no sooner. */
const signerOf = ({ accessKeyId, accessKeySecret, securityToken }: Credentials) => ({
  type: securityToken === null ? 'access_key' : 'sts',
  // The official names of these two, which travel in a header (x-acs-credentials-provider).
  providerName: securityToken === null ? 'static_ak' : 'static_sts',
  accessKeyId,
  accessKeySecret: accessKeySecret.reveal(),
  securityToken: securityToken?.reveal() ?? '',
});

export interface Gateway {
  /** Rejects only when the signal aborts, with its reason. */
  exchange(call: Call, signal?: AbortSignal): Promise<Exchange>;
}

/** A gateway at `http[s]://host[:port]`. `now` is the clock in milliseconds. */
export const openGateway = (
  sdk: Sdk,
  endpoint: string,
  credentials: Credentials,
  now: () => number,
): Gateway => {
  const { protocol, host } = new URL(endpoint);
  const options = {
    credential: { getCredential: async () => signerOf(credentials) },
    endpoint: host,
    protocol: protocol.replace(':', ''),
    readTimeout: timeoutMs,
    connectTimeout: timeoutMs,
  };
  // Plain fields are all it reads. Its own credential classes are not used: they load a chain of
  // sources that are ours to know, and a third of the SDK's start-up with it.
  const client = new sdk.Client(options as ConstructorParameters<Sdk['Client']>[0]);
  // The client reads plain fields of it; the class for it lives in a package of its own.
  const runtime = {} as Parameters<typeof client.callApi>[2];
  return {
    async exchange(call, signal) {
      signal?.throwIfAborted();
      const nonce = randomBytes(16).toString('hex');
      const watch: Watch = { request: null, response: null, connected: false };
      watches.set(nonce, watch);
      const request = new sdk.OpenApiRequest({
        query: call.query,
        headers: { [nonceHeader]: nonce },
      });
      const work = client.callApi(new sdk.Params(paramsOf(call)), request, runtime);
      try {
        const reply = await (signal === undefined ? work : untilAborted(signal, watch, work));
        const { body } = reply as { body?: unknown };
        const text = typeof body === 'string' ? body : '';
        if (watch.response === null) return { kind: 'network', code: 'unknown', sent: true };
        return { kind: 'answer', text, ...met(watch.response, now()) };
      } catch (error) {
        if (signal?.aborted === true) throw signal.reason;
        return explain(error, watch, now());
      } finally {
        watches.delete(nonce);
      }
    },
  };
};
