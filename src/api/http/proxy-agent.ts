// HTTPS_PROXY for clients that take an agent and have no support for proxies.
import { Agent, type RequestOptions } from 'node:https';
import { Duplex } from 'node:stream';
import { openTunnel, proxyFor } from './proxy.js';

type Environment = Readonly<Record<string, string | undefined>>;
/** Node's callback for a new connection. After an error it ignores `socket`. */
type Done = (error: Error | null, socket: Duplex) => void;

/** Used when the client sets no time limit for the connection, milliseconds. */
const patienceMs = 20_000;

const tunnel = async (proxy: URL, target: URL, timeoutMs: number, done?: Done): Promise<void> => {
  try {
    done?.(null, await openTunnel(proxy, target, AbortSignal.timeout(timeoutMs)));
  } catch (error) {
    done?.(error as Error, new Duplex());
  }
};

/**
 * A kind of agent that decides for each new connection, by its host: through the proxy that the
 * environment names, or straight. Where that fails the request ends with HttpFault or the system's error.
 */
export const proxyingAgent = (env: Environment): typeof Agent =>
  class extends Agent {
    /** Node takes the socket as the result or from the callback. */
    override createConnection(options: RequestOptions, done?: Done): Duplex | null | undefined {
      const { host, port, timeout } = options;
      const target = new URL(`https://${host}:${port}`);
      let proxy: URL | null;
      try {
        proxy = proxyFor(target, env);
      } catch (error) {
        // An unusable HTTPS_PROXY fails the request; thrown from here it would end the process.
        done?.(error as Error, new Duplex());
        return undefined;
      }
      if (proxy === null) return super.createConnection(options, done);
      void tunnel(proxy, target, timeout ?? patienceMs, done);
      return undefined;
    }
  };
