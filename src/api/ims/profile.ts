// What profiles know of IMS.
import type { EnvironmentFacts, FlagSpec, LocalProfile } from '../profile-facts.js';
import { httpProfileFlags } from '../profile-flags.js';

export const profileFlags: readonly FlagSpec[] = [
  { flags: '--bucket <name>', description: 'OSS bucket that transcribe uploads to (IMS)' },
  { flags: '--vpc', description: 'reach IMS from inside an Alibaba Cloud VPC' },
  ...httpProfileFlags,
];

/** The regions of the endpoint page (api-ice-2020-11-09-endpoint, July 2026). */
export const regions = [
  'cn-shanghai',
  'cn-beijing',
  'cn-hangzhou',
  'cn-shenzhen',
  'ap-southeast-1',
  'us-west-1',
];

export const localProfile: LocalProfile = {
  name: 'local',
  region: 'local',
  settings: {},
  keys: ['accessKeyId', 'accessKeySecret'],
};

/** Variables as the aliyun command and the official SDKs (@alicloud/credentials) name them. */
export const environment: EnvironmentFacts = {
  source: 'env',
  summary: 'ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET, or its OIDC, ECS and URI variables',
  keys: [
    {
      id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
      secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      tokens: ['ALIBABA_CLOUD_SECURITY_TOKEN'],
    },
  ],
  identities: [
    { variable: 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN' },
    { variable: 'ALIBABA_CLOUD_OIDC_TOKEN_FILE' },
    { variable: 'ALIBABA_CLOUD_ECS_METADATA', unless: 'ALIBABA_CLOUD_ECS_METADATA_DISABLED' },
    { variable: 'ALIBABA_CLOUD_CREDENTIALS_URI' },
  ],
  region: ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'],
  endpoint: 'ALIBABA_CLOUD_ENDPOINT',
  settings: {},
};
