// One exchange with the gateway through the official client, which signs and sends.
import { randomBytes } from 'node:crypto';
import https from 'node:https';
import { proxyingAgent } from '../../http/proxy-agent.js';
import type { Credentials } from '../../provider.js';
import {
  explain,
  readResponseHead,
  nonceHeader,
  startWatching,
  untilAborted,
  unwatch,
  watchCall,
  type Exchange,
} from './response-observer.js';

export interface Call {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly query: Readonly<Record<string, string>>;
}

const importSdk = () => import('@alicloud/openapi-client');
type Exports = Awaited<ReturnType<typeof importSdk>>['default'];
export interface Sdk extends Pick<Exports, 'OpenApiRequest' | 'Params'> {
  readonly Client: Exports['default'];
}
let loading: Promise<Sdk> | null = null;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The client's HTTP layer (httpx) makes one https agent while it loads and never gives access to it. It
 * knows no proxy, and the client does not use its option `httpsProxy` (read in 1.10 of tea-typescript).
 * So httpx gets an agent that looks up the proxy for each connection. Other code that makes an agent
 * during the load gets the same one; without a proxy in the environment it is Node's own agent.
 */
const load = async (env: Environment): Promise<Sdk> => {
  const { Agent } = https;
  Object.assign(https, { Agent: proxyingAgent(env) });
  try {
    const { OpenApiRequest, Params, ...module } = await importSdk();
    startWatching();
    // The default of a CommonJS module arrives one level deeper in Node than in a bundle.
    const exported = module.default as Exports | Exports['default'];
    const Client = 'default' in exported ? exported.default : exported;
    return { Client, OpenApiRequest, Params };
  } finally {
    Object.assign(https, { Agent });
  }
};

/** The official client, loaded once per process: the first environment says which proxy is used. */
export const loadSdk = (env: Environment): Promise<Sdk> => (loading ??= load(env));

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
      const watch = watchCall(nonce);
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
        return { kind: 'answer', text, ...readResponseHead(watch.response, now()) };
      } catch (error) {
        if (signal?.aborted === true) throw signal.reason;
        return explain(error, watch, now());
      } finally {
        unwatch(nonce);
      }
    },
  };
};
