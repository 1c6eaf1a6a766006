// Roles in the environment: TENCENTCLOUD_ROLE_ARN with keys, and the web identity of a pod of TKE.
import type { Credentials } from '../../../api/provider.js';
import { variable, type SourceWorld } from '../../world.js';
import { noCredentials } from '../source.js';
import { oidcToken } from '../token-file.js';
import { assumeRole, assumeRoleWithToken } from './sts.js';

const podNames = [
  'TKE_REGION',
  'TKE_PROVIDER_ID',
  'TKE_WEB_IDENTITY_TOKEN_FILE',
  'TKE_ROLE_ARN',
] as const;

const ofPod = async (world: SourceWorld): Promise<Credentials> => {
  const values = podNames.map((name) => variable(world.env, name));
  const missing = podNames.filter((_name, i) => values[i] === null);
  const [region, provider, file, arn] = values;
  if (region == null || provider == null || file == null || arn == null)
    throw noCredentials(
      `No credentials in the environment: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
      `Set ${podNames.join(', ')}, or none of them.`,
    );
  const origin = 'the TKE variables of the environment';
  const token = oidcToken(file, origin, world);
  const role = { origin, arn, session: null, region, endpoint: null };
  return assumeRoleWithToken({ provider, token }, role, world);
};

/** `keys` are those of the environment, or null. Throws exit 4 with the reason, 8 when STS does not answer. */
export const credentials = async (
  world: SourceWorld,
  keys: Credentials | null,
): Promise<Credentials> => {
  if (keys === null) return ofPod(world);
  const arn = variable(world.env, 'TENCENTCLOUD_ROLE_ARN') ?? '';
  const origin = 'TENCENTCLOUD_ROLE_ARN in the environment';
  const session = variable(world.env, 'TENCENTCLOUD_ROLE_SESSION_NAME');
  return assumeRole(keys, { origin, arn, session, region: null, endpoint: null }, world);
};
