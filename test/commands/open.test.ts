// `open`: the console's page of a job, in a browser where there is one.
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openerOf } from '../../src/commands/open/index.js';
import { asrctl, temporaryFolder, type RunOptions } from '../support/run.js';
import { until } from '../support/until.js';

const id = '88c6ca184c0e47098a5b665e2a126797';
const ims = 'https://ims.console.aliyun.com/summary';

let home: string;
beforeEach(async () => {
  home = await temporaryFolder();
  const profiles = {
    work: { provider: 'ims', region: 'cn-shanghai', source: 'env' },
    media: {
      provider: 'ci',
      region: 'ap-beijing',
      source: 'env',
      settings: { bucket: 'talks-1250000000' },
    },
  };
  await writeFile(join(home, 'config.json'), JSON.stringify({ schemaVersion: 1, profiles }));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = (profile: string, options: RunOptions = {}) =>
  asrctl(['open', id, '--profile', profile], { home, ...options });

const notice = `Look there for job ${id}: the console has no documented address of one job.\n`;

it.each([
  ['work', ims],
  [
    'media',
    'https://console.cloud.tencent.com/ci/bucket?bucket=talks-1250000000&region=ap-beijing',
  ],
])('prints the page of profile %s without a call and without keys', async (profile, page) => {
  expect(await open(profile)).toEqual(
    expect.objectContaining({ code: 0, stdout: `${page}\n`, stderr: notice }),
  );
});

it('the local service has no console', async () => {
  expect(await open('local')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `asrctl: The local service has no console\nShow the job: asrctl get ${id} --profile local\n`,
  });
});

describe.skipIf(process.platform === 'win32')('on a terminal', () => {
  /** A browser that notes its arguments, one per line. */
  const browser = async (): Promise<{ readonly path: string; readonly seen: string }> => {
    const [bin, seen] = [join(home, 'bin'), join(home, 'seen')];
    await mkdir(bin);
    const path = join(bin, 'my-browser');
    await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$@" > ${seen}.new\nmv ${seen}.new ${seen}\n`);
    await chmod(path, 0o755);
    return { path, seen };
  };

  it('the address is the one argument of the browser, and is printed too', async () => {
    const { path, seen } = await browser();
    const env = { BROWSER: `${path} --new-window` };
    expect(await open('work', { tty: true, env })).toMatchObject({ code: 0, stdout: `${ims}\n` });
    const args = await until(
      () => readFile(seen, 'utf8').catch(() => null),
      (text) => text !== null,
    );
    expect(args).toBe(`--new-window\n${ims}\n`);
  });

  it('a browser that does not start is no failure', async () => {
    const { code, stdout, stderr } = await open('work', {
      tty: true,
      env: { BROWSER: join(home, 'nothing') },
    });
    expect([code, stdout]).toEqual([0, `${ims}\n`]);
    expect(stderr).toContain('could not be started: open the address yourself.');
  });

  it.each([
    ['linux', {}, null],
    ['linux', { DISPLAY: ':0' }, ['xdg-open']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open']],
    ['darwin', {}, ['open']],
    ['win32', {}, ['rundll32', 'url.dll,FileProtocolHandler']],
    ['darwin', { BROWSER: 'firefox -P work' }, ['firefox', '-P', 'work']],
  ] as const)('%s with %j opens with %j', (platform, env, opener) => {
    expect(openerOf({ platform, env })).toEqual(opener);
  });
});
