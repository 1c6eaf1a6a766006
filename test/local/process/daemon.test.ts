import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startDaemon } from '../../../src/local/process/daemon.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { clock } from '../../../src/main.js';
import { freshDir } from '../support.js';

it('keeps the keys of the clouds from the service and the engines it starts', async () => {
  const dir = await freshDir();
  const told = join(dir, 'environment.json');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.env)); process.exit(3)`;
  const env = {
    PATH: process.env['PATH'],
    WHISPER_MODEL: 'kept',
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    ALIBABACLOUD_ACCESS_KEY_SECRET: 'secret',
    TENCENTCLOUD_SECRET_KEY: 'secret',
    COS_SECRETKEY: 'secret',
  };
  const paths = localPaths(join(dir, 'state'));
  const world = { paths, platform: process.platform, env, cwd: dir, ...clock };
  await expect(startDaemon(world, [process.execPath, '-e', script])).rejects.toThrow(
    'did not start',
  );
  const seen = JSON.parse(await readFile(told, 'utf8')) as Record<string, string>;
  expect(seen).toMatchObject({ PATH: env.PATH, WHISPER_MODEL: 'kept' });
  expect(Object.values(seen).filter((value) => value === 'secret' || value === 'id')).toEqual([]);
});
