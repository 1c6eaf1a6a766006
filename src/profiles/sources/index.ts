// Every credential source, one line each.
import type { ProfileFacts } from '../../api/provider.js';
import { aliyunCli } from './aliyun-cli.js';
import { command } from './command.js';
import { environmentSource } from './env.js';
import { ini } from './ini.js';
import { local } from './local.js';
import type { Source } from './source.js';
import { stored } from './stored.js';
import { cosConf, cosYaml, tccli } from './tencent.js';

export const sourcesFor = (services: readonly ProfileFacts[]): readonly Source[] => [
  stored,
  ...services.flatMap(environmentSource),
  aliyunCli,
  ini,
  command,
  local,
  cosYaml,
  cosConf,
  tccli,
];
