// Addresses of services, as users write them.
import { usageError } from '../errors.js';

/** `host` as in a URL: a name or an address of this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

/**
 * `http[s]://host[:port]` out of the same, or of `host[:port]` as other tools write it (http for
 * loopback, else https). Throws exit 2 for anything with a path, a query or a user in it.
 */
export const endpointOf = (typed: string, origin: string): string => {
  const bare = !typed.includes('://');
  const text = bare ? `https://${typed}` : typed;
  const url = URL.canParse(text) ? new URL(text) : null;
  const whole = url !== null && /^https?:$/.test(url.protocol) && url.host !== '';
  if (!whole || url.pathname !== '/' || url.search + url.hash + url.username !== '')
    throw usageError(
      `Invalid endpoint from ${origin}`,
      'Write https://host or http://host:port, without a path.',
    );
  if (bare && isLoopback(url.hostname)) return `http://${new URL(`http://${typed}`).host}`;
  return `${url.protocol}//${url.host}`;
};
