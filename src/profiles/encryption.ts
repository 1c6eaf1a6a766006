// A real key is not used over plain http: who reads the network could repeat what it signs.
import { CliError, Exit } from '../errors.js';
import { isLoopback } from './endpoint.js';
import type { Resolved } from './resolve.js';
import type { ProfilesWorld } from './world.js';

/** The setting counts only from the profile or the environment: a project file may be a stranger's. */
const isAllowed = ({ name, settings }: Resolved): boolean => {
  const { value, origin } = settings['insecureHttp'] ?? { value: '', origin: '' };
  return value === 'true' && (origin === `profile ${name}` || origin.startsWith('ASRCTL_'));
};

/** Throws exit 4 for a plain http endpoint on another machine. If the user allows it, says so. */
export const requireEncryption = (resolved: Resolved, { tools }: ProfilesWorld): void => {
  const endpoint = resolved.endpoint?.value ?? 'https://';
  if (!endpoint.startsWith('http:') || isLoopback(new URL(endpoint).hostname)) return;
  if (isAllowed(resolved)) {
    tools.notice(`Sending signed requests unencrypted to ${endpoint} (--insecure-http).`);
    return;
  }
  const secure = endpoint.replace('http:', 'https:');
  throw new CliError(Exit.auth, `Refused to send signed requests unencrypted to ${endpoint}`, {
    code: 'plain_http',
    hint: `Use --endpoint ${secure}. For a private endpoint without TLS: export ASRCTL_INSECURE_HTTP=true`,
  });
};
