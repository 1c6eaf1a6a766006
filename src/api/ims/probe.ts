// Whether the gateway can be reached at all, without keys: what `doctor` asks first.
import { CliError, Exit } from '../../errors.js';
import { HttpFault } from '../http/fault.js';
import { exchangeHttp } from '../http/exchange.js';
import type { Connection, Probe, Tools } from '../provider.js';
import { endpointOf } from './client.js';

const limits = { timeoutMs: 10_000, connectTimeoutMs: 5_000, limitBytes: 1024 * 1024 };

/** Asks once, unsigned; any answer will do, a refusal too. Throws exit 8 when none comes. */
export const probe = async (
  connection: Connection,
  tools: Tools,
  signal?: AbortSignal,
): Promise<Probe> => {
  // A local service gets its address only when keys are asked for.
  if (connection.local) await connection.credentials();
  const url = new URL(endpointOf(connection));
  const begun = tools.clock.now();
  try {
    const request = { method: 'GET', url, headers: {}, signal, env: tools.env, ...limits };
    const { headers } = await exchangeHttp(request);
    const date = Date.parse(headers['date'] ?? '');
    // The service wrote its date about half way between question and answer.
    const ours = (begun + tools.clock.now()) / 2;
    return { host: url.host, skewMs: Number.isNaN(date) ? null : Math.round(date - ours) };
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    throw new CliError(Exit.unavailable, `Cannot reach ${url.host}: ${error.message}`, {
      code: error.code,
      hint: 'Check the network, --region and --endpoint, and HTTPS_PROXY where one is needed.',
    });
  }
};
