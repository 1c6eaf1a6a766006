import { expect, it } from 'vitest';
import { linesOf } from '../../../src/local/programs/child.js';
import { engineEnvironment } from '../../../src/local/programs/environment.js';

const allowed = {
  PATH: '/bin',
  HOME: '/home/a',
  LANG: 'C.UTF-8',
  LC_ALL: 'C',
  TMPDIR: '/tmp',
  CUDA_VISIBLE_DEVICES: '0',
  OMP_NUM_THREADS: '4',
  WHISPER_MODEL: '/m.bin',
  ASRCTL_HOME: '/h',
};
const refused = {
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  ALICLOUD_SECRET_KEY: 'secret',
  OSS_ACCESS_KEY_SECRET: 'secret',
  AWS_SECRET_ACCESS_KEY: 'secret',
  QCLOUD_SECRET_KEY: 'secret',
  TENCENTCLOUD_SECRET_KEY: 'secret',
  COS_SECRETKEY: 'secret',
  HTTPS_PROXY: 'http://user:secret@proxy',
  https_proxy: 'http://user:secret@proxy',
  WHISPER_API_KEY: 'secret',
  HF_TOKEN: 'secret',
  NODE_OPTIONS: '--require ./secret.cjs',
};

it('an engine gets what a speech program needs, and nothing that may hold a secret', () => {
  expect(engineEnvironment({ ...allowed, ...refused })).toEqual(allowed);
});

it('a program that runs for a job sees only that', async () => {
  const lines = linesOf([process.execPath, '-p', 'JSON.stringify(process.env)'], {
    platform: process.platform,
    env: { ...allowed, ...refused },
    signal: new AbortController().signal,
    started: () => undefined,
    limitMs: 60_000,
  });
  const { value } = await lines.next();
  expect(JSON.parse(String(value))).toEqual(allowed);
});
