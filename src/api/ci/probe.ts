// Whether the service can be reached at all, without keys: what `doctor` asks first.
import { exchangeHttp } from '../http/exchange.js';
import { HttpFault } from '../http/fault.js';
import type { Probe, Tools } from '../provider.js';
import { errorOf } from './errors.js';
import { networkFault } from './http/faults.js';
import type { Place } from './bucket.js';

const limits = { timeoutMs: 10_000, connectTimeoutMs: 5_000, limitBytes: 1024 * 1024 };

/** Asks once, unsigned; any answer will do, a refusal too. Throws exit 8 when none comes. */
export const probe = async (
  place: Place,
  tools: Tools,
  profile: string,
  signal?: AbortSignal,
): Promise<Probe> => {
  const url = new URL(place.ci);
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
    throw errorOf(networkFault(error), {
      action: 'Probe',
      host: url.host,
      profile,
      region: place.region,
      bucket: place.bucket,
      origin: '',
      secrets: [],
      creates: false,
    });
  }
};
