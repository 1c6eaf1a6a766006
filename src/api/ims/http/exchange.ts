// One exchange with the gateway through the official client, which signs and sends.
import { randomBytes } from 'node:crypto';
import https from 'node:https';
import { answerOf, type HttpAnswer } from '../../http/answer.js';
import { HttpFault } from '../../http/http-fault.js';
import { withinLimits, type Limits, type Progress } from '../../http/limits.js';
import { proxyingAgent } from '../../http/proxy-agent.js';
import type { Credentials } from '../../provider.js';
import { abandon, expectRequest, nonceHeader, startObserving } from './response-observer.js';

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
    startObserving();
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

/** Only ours may end a call: the client's own timers say less. It takes each as 3 s when one is missing. */
const clientTimeoutMs = (limits: Limits): number => 2 * limits.timeoutMs;

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
  /** Sends once and reads the whole answer. Throws HttpFault, or the signal's reason. */
  exchange(call: Call, signal?: AbortSignal): Promise<HttpAnswer>;
}

/** What the client threw. It appends method and address to the message of every error that it sees. */
const clientFault = (error: unknown): unknown =>
  error instanceof HttpFault
    ? new HttpFault(error.code, error.sent, error.message.replace(/(?:GET|POST) https?:.*$/s, ''))
    : error;

/** Signs and sends with the client; our own code reads the answer. */
const send = async (
  sign: (headers: Readonly<Record<string, string>>) => Promise<unknown>,
  limits: Limits,
  progress: Progress,
  signal: AbortSignal,
): Promise<HttpAnswer> => {
  const nonce = randomBytes(16).toString('hex');
  const answer = new Promise<HttpAnswer>((resolve, reject) => {
    expectRequest(nonce, progress, (outgoing) => {
      answerOf(outgoing, limits, progress, signal).then(resolve, reject);
    });
  });
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  const work = sign({ [nonceHeader]: nonce });
  try {
    return await Promise.race([answer, work.then(() => answer), aborted]);
  } catch (error) {
    throw clientFault(error);
  } finally {
    abandon(nonce);
  }
};

/** A gateway at `http[s]://host[:port]`. */
export const openGateway = (
  sdk: Sdk,
  endpoint: string,
  credentials: Credentials,
  limits: Limits,
): Gateway => {
  const { protocol, host } = new URL(endpoint);
  const options = {
    credential: { getCredential: async () => signerOf(credentials) },
    endpoint: host,
    protocol: protocol.replace(':', ''),
    readTimeout: clientTimeoutMs(limits),
    connectTimeout: clientTimeoutMs(limits),
  };
  // Plain fields are all it reads. Its own credential classes are not used: they load a chain of
  // sources that are ours to know, and a third of the SDK's start-up with it.
  const client = new sdk.Client(options as ConstructorParameters<Sdk['Client']>[0]);
  // The client reads plain fields of it; the class for it lives in a package of its own.
  const runtime = {} as Parameters<typeof client.callApi>[2];
  return {
    exchange(call, signal) {
      const progress: Progress = { sent: false };
      const sign = (headers: Readonly<Record<string, string>>): Promise<unknown> => {
        const request = new sdk.OpenApiRequest({ query: call.query, headers });
        return client.callApi(new sdk.Params(paramsOf(call)), request, runtime);
      };
      return withinLimits(limits, signal, progress, (either) =>
        send(sign, limits, progress, either),
      );
    },
  };
};
