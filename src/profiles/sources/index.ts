// Every credential source, one line each.
import { aliyunCli } from './aliyun-cli.js';
import { command } from './command.js';
import { alibabaEnv } from './env.js';
import { ini } from './ini.js';
import { local } from './local.js';
import type { Source } from './source.js';
import { stored } from './stored.js';
import { cosConf, cosYaml, tccli, tencentEnv } from './tencent.js';

export const sources: readonly Source[] = [
  stored,
  alibabaEnv,
  aliyunCli,
  ini,
  command,
  local,
  tencentEnv,
  cosYaml,
  cosConf,
  tccli,
];
