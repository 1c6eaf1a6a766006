// Keys of the role of a CVM instance, from the metadata service of the instance.
import type { Credentials } from '../../../api/provider.js';
import type { SourceWorld } from '../../world.js';
import { askJson, askText } from '../remote.js';
import { noCredentials } from '../source.js';
import { temporaryKeys } from './sts.js';

const base = 'http://metadata.tencentyun.com/meta-data/cam/security-credentials/';
const timeoutMs = 2_000;
const name = 'the metadata service';

const get = (path: string) => ({
  method: 'GET' as const,
  url: new URL(base + path),
  headers: {},
  timeoutMs,
  direct: true,
});

/** The keys of the role, or of the only role of the instance. Throws exit 4 without a role, 8 on another machine. */
export const instanceKeys = async (
  role: string | null,
  origin: string,
  world: SourceWorld,
): Promise<Credentials> => {
  const wanted = role ?? (await askText(world, name, get(''))).text.trim();
  if (!/^[\w.-]{1,128}$/.test(wanted))
    throw noCredentials(
      `${origin}: the instance has no role`,
      'Attach a CAM role to the instance, or name it in the source.',
    );
  const { status, fields } = await askJson(world, name, get(wanted));
  if (status === 200 && fields['Code'] === 'Success')
    return temporaryKeys(`the role ${wanted} of this instance`, fields, fields['ExpiredTime']);
  throw noCredentials(
    `The metadata service has no keys of the role ${wanted} (status ${status})`,
    'Check the name of the role and that it is attached to the instance.',
  );
};
