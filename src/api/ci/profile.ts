// What profiles know of Tencent CI.
import type { EnvironmentFacts, FlagSpec, LocalProfile } from '../profile-facts.js';
import { httpProfileFlags } from '../profile-flags.js';

export const profileFlags: readonly FlagSpec[] = [
  { flags: '--bucket <name-appid>', description: 'bucket with speech recognition enabled' },
  {
    flags: '--jobs-api <api>',
    description: 'which of the two job interfaces to use (default: asr_jobs)',
    choices: ['asr_jobs', 'jobs'],
  },
  ...httpProfileFlags,
];

/** Regions of buckets; no page says which of them have speech recognition. */
export const regions = [
  'ap-beijing',
  'ap-nanjing',
  'ap-shanghai',
  'ap-guangzhou',
  'ap-chengdu',
  'ap-chongqing',
  'ap-hongkong',
  'ap-singapore',
];

export const localProfile: LocalProfile = {
  name: 'local-ci',
  region: 'ap-chongqing',
  settings: { bucket: 'local-1250000000' },
  keys: ['secretId', 'secretKey'],
  regionField: 'region',
};

/** Variables of the API SDKs (TENCENTCLOUD_…), then of the examples of the COS SDKs. */
export const environment: EnvironmentFacts = {
  source: 'tencent-env',
  summary:
    'TENCENTCLOUD_SECRET_ID, _SECRET_KEY, or COS_SECRET_ID, _SECRET_KEY, or the variables of TKE',
  keys: [
    {
      id: 'TENCENTCLOUD_SECRET_ID',
      secret: 'TENCENTCLOUD_SECRET_KEY',
      tokens: ['TENCENTCLOUD_SESSION_TOKEN', 'TENCENTCLOUD_TOKEN'],
    },
    { id: 'COS_SECRET_ID', secret: 'COS_SECRET_KEY', tokens: ['COS_SESSION_TOKEN'] },
    { id: 'COS_SECRETID', secret: 'COS_SECRETKEY', tokens: ['COS_SESSION_TOKEN'] },
  ],
  identities: [
    { variable: 'TKE_WEB_IDENTITY_TOKEN_FILE' },
    { variable: 'TKE_PROVIDER_ID' },
    { variable: 'TKE_ROLE_ARN' },
  ],
  role: 'TENCENTCLOUD_ROLE_ARN',
  region: ['TENCENTCLOUD_REGION', 'COS_REGION', 'TKE_REGION'],
  endpoint: 'COS_ENDPOINT',
  settings: { bucket: 'COS_BUCKET' },
};
