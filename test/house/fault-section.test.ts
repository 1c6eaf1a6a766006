// The commands that the pages print for faults, run by a shell as printed, after an earlier command that
// started the service with other flags.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureBuilt, launcher, projectRoot, runProgram, type Ended } from '../support/spawn.js';

/** The shell blocks of the pages that inject faults. */
const faultBlocks = async (): Promise<readonly string[]> => {
  const docs = (await readdir(join(projectRoot, 'docs'))).map((name) => `docs/${name}`);
  const pages = ['README.md', ...docs.filter((name) => name.endsWith('.md'))];
  const texts = await Promise.all(pages.map((page) => readFile(join(projectRoot, page), 'utf8')));
  const blocks = texts.flatMap((text) => [...text.matchAll(/```sh\n([^]*?)```/g)]);
  return blocks.flatMap(([, block = '']) => (block.includes('local faults set') ? [block] : []));
};

let folder = '';
beforeEach(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), 'asrctl-faults-'));
  await mkdir(join(folder, 'bin'));
  await symlink(launcher, join(folder, 'bin', 'asrctl'));
  await writeFile(join(folder, 'talk.mp4'), 'sound');
});

const shell = (script: string): Promise<Ended> =>
  runProgram('bash', ['-uo', 'pipefail', '-ec', script], {
    cwd: folder,
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      ASRCTL_HOME: join(folder, 'home'),
    },
  });

afterEach(async () => {
  await shell('asrctl local stop');
  await rm(folder, { recursive: true, force: true });
});

test.each([
  'asrctl list --profile local',
  'asrctl local start --idle-timeout 1h',
  'asrctl local env',
])('after `%s`', async (earlier) => {
  const blocks = await faultBlocks();
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) {
    expect(await shell(earlier)).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await shell(block);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain('answer-lost');
    expect(stdout).toMatch(/^[0-9a-f]{32}$/m);
    expect(stderr).toContain('Restarted the local service with these flags.');
    expect((await shell('asrctl local status')).stdout).toContain('fake (set with --engine)');
    expect(await shell('asrctl local stop')).toMatchObject({ code: 0 });
    await rm(join(folder, 'home'), { recursive: true, force: true });
  }
});
