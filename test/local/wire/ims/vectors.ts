// Signatures made by others: published examples, and requests as the official client sends them.
// `query` is as it travels on the wire. The keys are examples and open nothing.

export interface Vector {
  readonly source: string;
  readonly secret: string;
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

export const vectors: readonly Vector[] = [
  {
    source: 'the fixed-value example of the V3 signature page',
    secret: 'YourAccessKeySecret',
    method: 'POST',
    query: 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
    headers: {
      'x-acs-action': 'RunInstances',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    body: '',
    signedHeaders:
      'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version',
    signature: '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  },
  {
    source: "GET, from an independent Elixir library's tests",
    secret: 'access_key_secret',
    method: 'GET',
    query: 'RegionId=us-west-1',
    headers: {
      'x-acs-action': 'DescribeInstanceStatus',
      'x-acs-date': '2024-07-13T14:40:50Z',
      'x-acs-signature-nonce': '6cdc1971b2470b4c83b78a35e2bc36ea',
      'x-acs-version': '2014-05-26',
      host: 'ecs.us-west-1.aliyuncs.com',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    body: '',
    signedHeaders:
      'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version',
    signature: 'cd60b476dd38f9c2714f54e604662aff3b033e5d05ac80ea35b4c7c1eb76bfb0',
  },
  {
    source: 'POST with a form body, from the same library',
    secret: 'access_key_secret',
    method: 'POST',
    query: '',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-acs-action': 'DescribeInstanceStatus',
      'x-acs-date': '2024-07-13T14:40:50Z',
      'x-acs-signature-nonce': 'fdcec2963e364bad483f79877d6cd101',
      'x-acs-version': '2014-05-26',
      host: 'ecs.us-west-1.aliyuncs.com',
      'x-acs-content-sha256': '4467215d6f96bece91b2019ec59bb2ff38432705ca1ddc908d0daab4a63deaa0',
    },
    body: 'RegionId=us-west-1',
    signedHeaders:
      'content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version',
    signature: 'a72e21b7e8a4ae09f3cf5162a132ca14220f8ae32decc8c5b6109fca77a51006',
  },
  {
    source: 'what @alicloud/openapi-client 0.4.15 sends: names and values of every kind',
    secret: 'TestAccessKeySecret0000000001',
    method: 'POST',
    query:
      'InputFile=oss%3A%2F%2Fmy-bucket.oss-cn-shanghai.aliyuncs.com%2Fdir%20a%2F%E6%B5%8B%E8%AF%95%20(1)*!%27~.mp4&Title=t%2B1%20%26%202&UserData=%7B%22NotifyAddress%22%3A%22https%3A%2F%2Fexample.com%2Fcb%3Fx%3D1%22%7D&StartTime=00%3A00%3A00&Duration=00%3A30%3A00&EditingConfig=%7B%22HotwordLibraryIdList%22%3A%22abc%22%7D&Empty=',
    headers: {
      host: '127.0.0.1:40721',
      'x-acs-version': '2020-11-09',
      'x-acs-action': 'SubmitASRJob',
      'x-acs-date': '2026-11-20T23:53:59Z',
      'x-acs-signature-nonce': 'd586b61dfe6e050f553fdba7d405fa05',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-credentials-provider': 'static_ak',
    },
    body: '',
    signedHeaders:
      'host;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version',
    signature: '83ab6725fcd03b6a13cf3d9c30058fe8da457ecedee4a000cb9a67c09211fc34',
  },
  {
    source: 'what @alicloud/openapi-client 0.4.15 sends with a security token',
    secret: 'TestAccessKeySecret0000000001',
    method: 'POST',
    query: 'JobId=****20b48fb04483915d4f2cd8ac****',
    headers: {
      host: '127.0.0.1:40721',
      'x-acs-version': '2020-11-09',
      'x-acs-action': 'GetSmartHandleJob',
      'x-acs-date': '2026-11-20T23:53:59Z',
      'x-acs-signature-nonce': 'e0d60a24455ab44db05d3c9a38b7902f',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-credentials-provider': 'static_sts',
      'x-acs-accesskey-id': 'LTAI5tTestAccessKeyId0001',
      'x-acs-security-token': 'CAISTestSecurityToken/+==',
    },
    body: '',
    signedHeaders:
      'host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version',
    signature: '05053e09a8b46c1345ac9662b07b7fddfebcf6d7d075a0ad4481c1662477b910',
  },
];
