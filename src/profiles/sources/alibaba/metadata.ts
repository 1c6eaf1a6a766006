// Keys of the role of an ECS instance, from the metadata service of the instance.
// https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
import type { Credentials } from '../../../api/provider.js';
import { variable, type SourceWorld } from '../../world.js';
import { askJson, askText } from '../remote.js';
import { noCredentials } from '../source.js';
import { temporaryKeys } from './sts.js';

const base = 'http://100.100.100.200/latest';
const timeoutMs = 2_000;
const name = 'the metadata service';

const isOn = (world: SourceWorld, switched: string): boolean =>
  /^true$/i.test(variable(world.env, switched) ?? '');

/** A token for the hardened mode; null where the instance has only the plain one. Throws exit 4 if that is forbidden. */
const sessionToken = async (world: SourceWorld): Promise<string | null> => {
  const { status, text } = await askText(world, name, {
    method: 'PUT',
    url: new URL(`${base}/api/token`),
    headers: { 'x-aliyun-ecs-metadata-token-ttl-seconds': '300', 'content-length': '0' },
    timeoutMs,
    direct: true,
  });
  if (status === 200) return text.trim();
  if (!isOn(world, 'ALIBABA_CLOUD_IMDSV1_DISABLED')) return null;
  throw noCredentials(
    `The metadata service gives no token (status ${status}), and ALIBABA_CLOUD_IMDSV1_DISABLED is set`,
    'Enable the hardened mode of the instance, or unset the variable.',
  );
};

const get = (path: string, token: string | null) => ({
  method: 'GET' as const,
  url: new URL(`${base}/meta-data/ram/security-credentials/${path}`),
  headers: token === null ? {} : { 'x-aliyun-ecs-metadata-token': token },
  timeoutMs,
  direct: true,
});

/** The keys of the role, or of the only role of the instance. Throws exit 4 without a role, 8 on another machine. */
export const instanceKeys = async (
  role: string | null,
  origin: string,
  world: SourceWorld,
): Promise<Credentials> => {
  if (isOn(world, 'ALIBABA_CLOUD_ECS_METADATA_DISABLED'))
    throw noCredentials(
      `${origin} needs the metadata service, and ALIBABA_CLOUD_ECS_METADATA_DISABLED is set`,
      'Unset the variable, or choose another source.',
    );
  const token = await sessionToken(world);
  const wanted = role ?? (await askText(world, name, get('', token))).text.trim();
  if (!/^[\w.-]{1,64}$/.test(wanted))
    throw noCredentials(
      `${origin}: the instance has no role`,
      'Attach a RAM role to the instance, or name it in the source.',
    );
  const { status, fields } = await askJson(world, name, get(wanted, token));
  if (status === 200 && fields['Code'] === 'Success')
    return temporaryKeys(`the role ${wanted} of this instance`, fields);
  throw noCredentials(
    `The metadata service has no keys of the role ${wanted} (status ${status})`,
    'Check the name of the role and that it is attached to the instance.',
  );
};
