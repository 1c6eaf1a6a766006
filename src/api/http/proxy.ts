// HTTPS_PROXY and NO_PROXY as curl reads them, and the tunnel through such a proxy (CONNECT, RFC 9110 9.3.6).
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { HttpFault } from './http-fault.js';

type Environment = Readonly<Record<string, string | undefined>>;

const setting = (env: Environment, name: string): string =>
  (env[name.toLowerCase()] || env[name] || '').trim();

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

const matches = (rule: string, url: URL): boolean => {
  const [, name = '', port] = /^\*?\.?([^:]*|\[[^\]]*\])(?::(\d+))?$/.exec(rule) ?? [];
  if (port !== undefined && port !== (url.port || '443')) return false;
  return name !== '' && (url.hostname === name || url.hostname.endsWith(`.${name}`));
};

const isExempt = (url: URL, noProxy: string): boolean => {
  const rules = noProxy.toLowerCase().split(/[\s,]+/);
  return rules.includes('*') || rules.some((rule) => matches(rule, url));
};

const parseProxy = (value: string): URL => {
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new HttpFault('proxy', false, 'HTTPS_PROXY is not the address of an http or https proxy');
  }
  return url;
};

/**
 * The proxy for a target, or null for a direct connection. Only https targets go through one;
 * a loopback address never does. Throws HttpFault `proxy` for an unusable HTTPS_PROXY.
 */
export const proxyFor = (target: URL, env: Environment): URL | null => {
  const value = setting(env, 'HTTPS_PROXY') || setting(env, 'ALL_PROXY');
  if (value === '' || target.protocol !== 'https:' || isLoopback(target.hostname)) return null;
  return isExempt(target, setting(env, 'NO_PROXY')) ? null : parseProxy(value);
};

const authorization = (proxy: URL): Record<string, string> => {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
};

const connectThrough = (proxy: URL, authority: string, signal: AbortSignal): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const send = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
    const { hostname, port } = proxy;
    const headers = { host: authority, ...authorization(proxy) };
    const options = { hostname, method: 'CONNECT', path: authority, headers, agent: false, signal };
    const outgoing = send(port === '' ? options : { ...options, port });
    const refuse = (message: string): void => reject(new HttpFault('proxy', false, message));
    outgoing.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      return refuse(`the proxy refused the connection with status ${answer.statusCode}`);
    });
    outgoing.on('response', (answer) => {
      answer.destroy();
      refuse(`the proxy answered CONNECT with status ${answer.statusCode}`);
    });
    outgoing.on('error', () => refuse('the proxy of HTTPS_PROXY could not be reached'));
    outgoing.end();
  });

/** A TLS connection to the target through the proxy, ready for use. Throws HttpFault, `sent` false. */
export const openTunnel = async (proxy: URL, target: URL, signal: AbortSignal): Promise<Duplex> => {
  const authority = `${target.hostname}:${target.port || '443'}`;
  const socket = await connectThrough(proxy, authority, signal);
  return new Promise((resolve, reject) => {
    const secure = connectTls({ socket, servername: target.hostname });
    const stop = (): void => void secure.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    secure.once('error', reject);
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', stop);
      secure.removeListener('error', reject);
      resolve(secure);
    });
  });
};
