// Profiles that nobody has to add: the local service in its two tongues, and what the environment says.
import type { StoredProfile } from './config.js';
import { endpointOf } from './endpoint.js';
import { hasAlibabaKeys } from './sources/env.js';
import { hasTencentKeys } from './sources/tencent.js';
import { variable, type Env } from './world.js';

const plain = { endpoint: null, settings: {}, keys: null };

const first = (env: Env, names: readonly string[]): string | null =>
  names.map((name) => variable(env, name)).find((value) => value !== null) ?? null;

/** The local service's own bucket and region: known before it runs, so that a submit can be checked first. */
const localProfiles: Readonly<Record<string, StoredProfile>> = {
  local: { ...plain, provider: 'ims', region: 'local', source: 'local' },
  'local-ci': {
    ...plain,
    provider: 'ci',
    region: 'ap-chongqing',
    settings: { bucket: 'local-1250000000' },
    source: 'local',
  },
};

/** Variables as the aliyun CLI and the official SDKs name them. Endpoints there are `host[:port]`. */
const alibaba = (env: Env): StoredProfile => {
  const endpoint = variable(env, 'ALIBABA_CLOUD_ENDPOINT');
  return {
    ...plain,
    provider: 'ims',
    region: first(env, ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION']),
    endpoint: endpoint === null ? null : endpointOf(endpoint, 'ALIBABA_CLOUD_ENDPOINT'),
    source: 'env',
  };
};

const tencent = (env: Env): StoredProfile => {
  const endpoint = variable(env, 'COS_ENDPOINT');
  const bucket = variable(env, 'COS_BUCKET');
  return {
    ...plain,
    provider: 'ci',
    region: first(env, ['TENCENTCLOUD_REGION', 'COS_REGION']),
    endpoint: endpoint === null ? null : endpointOf(endpoint, 'COS_ENDPOINT'),
    settings: bucket === null ? {} : { bucket },
    source: 'tencent-env',
  };
};

/** The profile `env` that credentials in the environment make, or null. Alibaba Cloud's come first. */
export const envProfile = (env: Env): StoredProfile | null => {
  if (hasAlibabaKeys(env)) return alibaba(env);
  return hasTencentKeys(env) ? tencent(env) : null;
};

/** Names that `profile add` may not take. */
export const isReserved = (name: string): boolean => name in localProfiles || name === 'env';

export const builtInProfiles = (env: Env): Readonly<Record<string, StoredProfile>> => {
  const implicit = envProfile(env);
  return implicit === null ? localProfiles : { ...localProfiles, env: implicit };
};
