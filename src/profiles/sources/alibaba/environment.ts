// Identities without keys in the environment, in the order of the SDKs' chain: OIDC, the role of the instance, an
// address. Each is used only if its variables name it.
import type { Credentials } from '../../../api/provider.js';
import { variable, type SourceWorld } from '../../world.js';
import { noCredentials } from '../source.js';
import { oidcToken } from '../token-file.js';
import { instanceKeys } from './metadata.js';
import { assumeRoleWithOidc } from './sts.js';
import { keysFromUri } from './uri.js';

const oidcNames = [
  'ALIBABA_CLOUD_OIDC_PROVIDER_ARN',
  'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
  'ALIBABA_CLOUD_ROLE_ARN',
] as const;

const oidc = async (world: SourceWorld): Promise<Credentials> => {
  const values = oidcNames.map((name) => variable(world.env, name));
  const missing = oidcNames.filter((_name, i) => values[i] === null);
  const [provider, file, arn] = values;
  if (provider == null || file == null || arn == null)
    throw noCredentials(
      `No credentials in the environment: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
      `Set ${oidcNames.join(', ')}, or none of them.`,
    );
  const origin = 'the OIDC variables of the environment';
  const token = oidcToken(file, origin, world);
  const session = variable(world.env, 'ALIBABA_CLOUD_ROLE_SESSION_NAME');
  const role = { origin, arn, session, externalId: null, seconds: null };
  return assumeRoleWithOidc({ provider, token }, { ...role, region: null, endpoint: null }, world);
};

/** Throws exit 4 with the reason, exit 8 when a service does not answer. */
export const credentials = async (world: SourceWorld): Promise<Credentials> => {
  const [provider, file] = oidcNames;
  if (variable(world.env, provider) !== null || variable(world.env, file) !== null)
    return oidc(world);
  const role = variable(world.env, 'ALIBABA_CLOUD_ECS_METADATA');
  if (role !== null) return instanceKeys(role, 'ALIBABA_CLOUD_ECS_METADATA', world);
  const address = variable(world.env, 'ALIBABA_CLOUD_CREDENTIALS_URI') ?? '';
  return keysFromUri(address, 'ALIBABA_CLOUD_CREDENTIALS_URI', world);
};
