// Where things live, and that nothing of others is touched there.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processes } from '../src/main.js';
import { pathsFor } from '../src/paths.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asrctl-paths-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const world = { cwd: '/work dir', home: '/home/me', platform: 'linux', processes } as const;
const moved = (home: string, cwd = folder): string =>
  pathsFor({ ...world, cwd, env: { ASRCTL_HOME: home } }).configDir;

describe('ASRCTL_HOME', () => {
  test('is used itself when it is new, or private and free', () => {
    expect(moved(join(folder, 'new'))).toBe(join(folder, 'new'));
    expect(moved(folder)).toBe(folder);
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  test('that is relative begins at the current folder', () => {
    expect(moved('mine')).toBe(join(folder, 'mine'));
    expect(moved('../mine')).toBe(join(folder, '..', 'mine'));
  });

  test.each([0o1777, 0o755, 0o750])(
    'of mode %o is shared: an asrctl folder in it is used',
    (mode) => {
      chmodSync(folder, mode);
      expect(moved(folder)).toBe(join(folder, 'asrctl'));
    },
  );

  test.each(['{"name":"other"}', '[]', 'no JSON', '{"profiles":"x"}'])(
    'with the config.json of another program (%s): an asrctl folder in it is used',
    (text) => {
      writeFileSync(join(folder, 'config.json'), text);
      expect(moved(folder)).toBe(join(folder, 'asrctl'));
    },
  );

  test.each([
    '{"default":"a","profiles":{}}',
    // A slip in an editor must not make the profiles disappear.
    '{"default":"a" "profiles":{}}',
  ])('that asrctl has used stays what it was, whatever its mode: %s', (text) => {
    writeFileSync(join(folder, 'config.json'), text);
    chmodSync(folder, 0o755);
    expect(moved(folder)).toBe(folder);
    rmSync(join(folder, 'config.json'));
    mkdirSync(join(folder, 'state'), { mode: 0o700 });
    expect(moved(folder)).toBe(folder);
  });

  test('with a state folder that is not private is not ours for that', () => {
    chmodSync(folder, 0o1777);
    mkdirSync(join(folder, 'state'));
    chmodSync(join(folder, 'state'), 0o777);
    expect(moved(folder)).toBe(join(folder, 'asrctl'));
  });

  test('that is empty counts as unset', () => {
    expect(moved('')).toBe('/home/me/.config/asrctl');
  });
});

test('nothing is made or changed by asking', () => {
  chmodSync(folder, 0o1777);
  moved(folder);
  expect([existsSync(join(folder, 'asrctl')), statSync(folder).mode & 0o7777]).toEqual([
    false,
    0o1777,
  ]);
});

test('XDG folders, where they are absolute', () => {
  const env = { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: 'relative' };
  expect(pathsFor({ ...world, env })).toEqual({
    configDir: '/c/asrctl',
    stateDir: '/home/me/.local/state/asrctl',
    cacheDir: '/home/me/.cache/asrctl',
  });
});
