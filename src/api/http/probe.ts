// Whether an endpoint can be reached at all, without keys: the first check of `doctor`.
import { CliError, Exit } from '../../errors.js';
import type { Probe, Tools } from '../provider.js';
import { exchangeHttp } from './exchange.js';
import { HttpFault } from './http-fault.js';

const limits = { timeoutMs: 10_000, connectTimeoutMs: 5_000, limitBytes: 1024 * 1024 };

/** Sends one unsigned request. Any answer counts, a refusal too. Throws exit 8 when none comes. */
export const probeEndpoint = async (
  endpoint: string,
  tools: Tools,
  signal?: AbortSignal,
): Promise<Probe> => {
  const url = new URL(endpoint);
  const beginMs = tools.clock.now();
  try {
    const request = { method: 'GET', url, headers: {}, signal, env: tools.env, ...limits };
    const { headers } = await exchangeHttp(request);
    const date = Date.parse(headers['date'] ?? '');
    // The service writes its date about half way between request and answer.
    const ours = (beginMs + tools.clock.now()) / 2;
    return { host: url.host, skewMs: Number.isNaN(date) ? null : Math.round(date - ours) };
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    throw new CliError(Exit.unavailable, `Cannot reach ${url.host}: ${error.message}`, {
      code: error.code,
      hint: 'Check the network, --region and --endpoint, and HTTPS_PROXY if the network needs a proxy.',
    });
  }
};
