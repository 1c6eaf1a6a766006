// ~/.aliyun/config.json as the aliyun command writes it: tabs, and every field that it has for a mode.
const common = {
  region_id: 'cn-shanghai',
  output_format: 'json',
  language: 'en',
  site: '',
  retry_timeout: 0,
  connect_timeout: 0,
  retry_count: 0,
};

const keys = { access_key_id: 'LTAImadeUp0001', access_key_secret: 'madeUpSecret0001' };
const role = {
  ram_role_arn: 'acs:ram::1:role/transcriber',
  ram_session_name: 'desk',
  expired_seconds: 1800,
};

const profiles: Readonly<Record<string, object>> = {
  ak: { mode: 'AK', ...keys },
  'ak-lower': { mode: 'ak', ...keys },
  sts: { mode: 'StsToken', ...keys, sts_token: 'madeUpToken0001' },
  'sts-bare': { mode: 'StsToken', ...keys },
  half: { mode: 'AK', access_key_id: 'LTAImadeUp0001' },
  role: { mode: 'RamRoleArn', ...keys, ...role, external_id: 'guest', sts_region: 'cn-beijing' },
  'role-bare': { mode: 'RamRoleArn', ...keys },
  'role-http': { mode: 'RamRoleArn', ...keys, ...role, sts_endpoint: 'http://sts.example.com' },
  'role-region': { mode: 'RamRoleArn', ...keys, ...role, sts_region: 'x.example.com/' },
  ecs: { mode: 'EcsRamRole', ram_role_name: 'transcriber' },
  'ecs-any': { mode: 'ecsramrole' },
  'ecs-role': { mode: 'RamRoleArnWithRoleName', ram_role_name: 'transcriber', ...role },
  chain: { mode: 'ChainableRamRoleArn', source_profile: 'role', ...role },
  'chain-twice': { mode: 'ChainableRamRoleArn', source_profile: 'chain', ...role },
  'chain-a': { mode: 'ChainableRamRoleArn', source_profile: 'chain-b', ...role },
  'chain-b': { mode: 'ChainableRamRoleArn', source_profile: 'chain-a', ...role },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((n) => [
      `long-${n}`,
      { mode: 'ChainableRamRoleArn', source_profile: n === 6 ? 'ak' : `long-${n + 1}`, ...role },
    ]),
  ),
  uri: { mode: 'CredentialsURI', credentials_uri: 'http://127.0.0.1:7002/keys?secret=madeUpQuery' },
  'uri-https': { mode: 'CredentialsURI', credentials_uri: 'https://keys.example.com/one' },
  'uri-http': { mode: 'CredentialsURI', credentials_uri: 'http://keys.example.com/madeUpPath' },
  oidc: {
    mode: 'OIDC',
    oidc_provider_arn: 'acs:ram::1:oidc-provider/ci',
    oidc_token_file: 'TOKEN_FILE',
    ...role,
  },
  'oidc-bare': { mode: 'OIDC', ...role },
  sso: {
    mode: 'CloudSSO',
    cloud_sso_sign_in_url: 'https://signin-cn-shanghai.alibabacloudsso.com/d/login',
    access_token: 'madeUpAccess',
    cloud_sso_account_id: '1',
    cloud_sso_access_config: 'ac-1',
    ...keys,
    sts_token: 'madeUpToken0001',
    sts_expiration: Date.UTC(2026, 0, 31, 13) / 1000,
  },
  'sso-new': { mode: 'CloudSSO', cloud_sso_sign_in_url: 'https://x.example.com' },
  oauth: {
    mode: 'OAuth',
    oauth_site_type: 'CN',
    oauth_refresh_token: 'madeUpRefresh',
    ...keys,
    sts_token: 'madeUpToken0001',
    sts_expiration: Date.UTC(2026, 0, 31, 11) / 1000,
  },
  rsa: { mode: 'RsaKeyPair', private_key: 'madeUpPrivate', key_pair_name: 'k' },
  bearer: { mode: 'BearerToken', bearer_token: 'madeUpBearer' },
  anonymous: { mode: 'Anonymous' },
  odd: { mode: 'Quantum', ...keys },
};

/** The file, with the OIDC token at the given path and further profiles. */
export const aliyunConfig = (
  tokenFile: string,
  more: Readonly<Record<string, object>> = {},
): string => {
  const list = Object.entries({ ...profiles, ...more }).map(([name, one]) => ({
    name,
    ...one,
    ...common,
  }));
  const text = JSON.stringify({ current: 'ak', profiles: list, meta_path: '' }, null, '\t');
  return text.replace('TOKEN_FILE', tokenFile);
};
