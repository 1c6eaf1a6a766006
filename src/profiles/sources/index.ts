// Every credential source, one line each. What reads other tools' files or asks services loads when it is used.
import type { ProfileFacts } from '../../api/provider.js';
import { environmentSource } from './env.js';
import { local } from './local.js';
import type { Source } from './source.js';
import { stored } from './stored.js';

type Load = () => Promise<Pick<Source, 'credentials' | 'settings'>>;

const lazy = (name: string, provider: Source['provider'], summary: string, load: Load): Source => ({
  name,
  provider,
  summary,
  credentials: async (request) => (await load()).credentials(request),
  settings: async (request) => (await load()).settings?.(request) ?? null,
});

const others: readonly Source[] = [
  lazy(
    'command',
    null,
    'a program that prints keys as JSON (--command)',
    () => import('./command-output.js'),
  ),
  lazy(
    'aliyun-cli',
    'ims',
    'a profile of the aliyun command (~/.aliyun/config.json)',
    () => import('./alibaba/cli.js'),
  ),
  lazy(
    'ini',
    'ims',
    'a section of ~/.alibabacloud/credentials',
    () => import('./alibaba/ini-file.js'),
  ),
  lazy(
    'ecs-role',
    'ims',
    'the RAM role of this ECS instance',
    () => import('./alibaba/instance.js'),
  ),
  lazy('coscli', 'ci', 'the keys of coscli (~/.cos.yaml)', () => import('./tencent/coscli.js')),
  lazy('coscmd', 'ci', 'the keys of coscmd (~/.cos.conf)', () => import('./tencent/coscmd.js')),
  lazy(
    'tccli',
    'ci',
    'a profile of tccli (~/.tccli/<profile>.credential)',
    () => import('./tencent/tccli.js'),
  ),
  lazy(
    'tencent-ini',
    'ci',
    'a section of ~/.tencentcloud/credentials',
    () => import('./tencent/sdk-file.js'),
  ),
  lazy(
    'cvm-role',
    'ci',
    'the CAM role of this CVM instance',
    () => import('./tencent/instance.js'),
  ),
];

/** The order is that of the help. */
export const sourcesFor = (services: readonly ProfileFacts[]): readonly Source[] => [
  stored,
  ...services.flatMap(environmentSource),
  ...others,
  local,
];
