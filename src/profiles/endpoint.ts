// Addresses of services, as users write them.
import { usageError } from '../errors.js';

const isLoopback = (host: string): boolean =>
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

/**
 * A project file may come with somebody else's repository: an endpoint of its choosing would be sent
 * requests signed with the user's keys, and session tokens. So it may only name the clouds' own hosts
 * and this machine. Throws exit 2.
 */
export const requireOwnHost = (endpoint: string, file: string): string => {
  const { hostname } = new URL(endpoint);
  if (isLoopback(hostname) || /\.(?:aliyuncs\.com|myqcloud\.com|tencentcos\.cn)$/.test(hostname))
    return endpoint;
  throw usageError(
    `${file} sets an endpoint outside the clouds: ${hostname}`,
    'A project file may not redirect signed requests. Put it into a profile, ASRCTL_ENDPOINT or --endpoint.',
  );
};
