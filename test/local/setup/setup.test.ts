import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  installCommands,
  missingParts,
  type Surroundings,
} from '../../../src/local/setup/setup.js';
import { freshDir } from '../support.js';

let bin: string;
beforeEach(async () => {
  bin = await freshDir();
});
afterEach(() => rm(bin, { recursive: true, force: true }));

const program = async (name: string): Promise<void> => {
  await writeFile(join(bin, name), '#!/bin/sh\n');
  await chmod(join(bin, name), 0o755);
};

const around = (isRoot = true): Surroundings => ({
  env: { PATH: bin },
  platform: 'linux',
  isRoot,
});

describe('what is missing', () => {
  it('is found on PATH, either generation of PocketSphinx', async () => {
    expect(await missingParts(around())).toEqual(
      expect.arrayContaining(['ffmpeg', 'pocketsphinx']),
    );
    await program('ffmpeg');
    await program('pocketsphinx_continuous');
    const left = await missingParts(around());
    expect(left).not.toContain('ffmpeg');
    expect(left).not.toContain('pocketsphinx');
  });
});

describe('what would be run', () => {
  const parts = ['ffmpeg', 'pocketsphinx', 'model'] as const;
  const last = async (isRoot = true) => (await installCommands(parts, around(isRoot)))?.at(-1);

  it.each([
    ['dnf', 'dnf install -y ffmpeg-free pocketsphinx pocketsphinx-models'],
    ['pacman', 'pacman -S --noconfirm --needed ffmpeg pocketsphinx'],
    ['brew', 'brew install ffmpeg cmu-pocketsphinx'],
    [
      'apt-get',
      'apt-get install -y --no-install-recommends ffmpeg pocketsphinx pocketsphinx-en-us',
    ],
  ])('with %s', async (manager, command) => {
    await program(manager);
    expect((await last())?.join(' ')).toBe(command);
    const byUser = (await last(false))?.join(' ');
    expect(byUser).toBe(manager === 'brew' ? command : `sudo ${command}`);
  });

  it('is only what is missing', async () => {
    await program('dnf');
    expect(await installCommands(['model'], around())).toEqual([
      ['dnf', 'install', '-y', 'pocketsphinx-models'],
    ]);
    expect(await installCommands([], around())).toEqual([]);
  });

  it('is nothing where no package manager is known', async () => {
    expect(await installCommands(parts, around())).toBeNull();
  });
});
