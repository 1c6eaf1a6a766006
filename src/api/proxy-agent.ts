// The way through HTTPS_PROXY for clients that take an agent and know no proxies of their own.
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { openTunnel, proxyFor } from './proxy.js';

class TunnelAgent extends Agent {
  constructor(
    private readonly proxy: URL,
    private readonly target: URL,
  ) {
    super({ keepAlive: false });
  }

  /** Node calls this for every new connection and takes the socket from the callback. */
  override createConnection(
    _options: unknown,
    done: (error: Error | null, socket?: Duplex) => void,
  ): undefined {
    void this.connect(done);
  }

  private async connect(done: (error: Error | null, socket?: Duplex) => void): Promise<void> {
    try {
      done(null, await openTunnel(this.proxy, this.target, new AbortController().signal));
    } catch (error) {
      done(error as Error);
    }
  }
}

/**
 * An agent for a host: through the proxy that the environment names for it, or straight to it. Throws
 * HttpFault `proxy` for an unusable HTTPS_PROXY.
 */
export const agentFor = (target: URL, env: Readonly<Record<string, string | undefined>>): Agent => {
  const proxy = proxyFor(target, env);
  return proxy === null ? new Agent({ keepAlive: true }) : new TunnelAgent(proxy, target);
};
