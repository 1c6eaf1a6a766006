// The licences of what is shipped, and what runs when it is installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InputOptions } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Notices {
  bundledPackages(output: readonly object[]): string[];
  licenceOf(manifest: object): string;
  notices(folders: readonly string[]): string;
}

const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(root, '.config', name)).href)) as T;

let config: Notices;
let folders: string[] = [];

beforeAll(async () => {
  config = await load<Notices>('notices.mjs');
  const { bundle } = await load<{ bundle: InputOptions }>('bundle.mjs');
  const { output } = await build({ ...bundle, write: false });
  folders = config.bundledPackages(output);
});

const manifestOf = (folder: string): { name: string; version: string } =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };

test('every package of the bundle has an entry with the text of its licence', () => {
  const names = folders.map((folder) => manifestOf(folder).name);
  expect(names).toEqual(expect.arrayContaining(['commander', 'httpx', 'yaml', 'rolldown']));
  const entries = config
    .notices(folders)
    .split(`\n${'-'.repeat(80)}\n\n`)
    .slice(1);
  // The last one is no package: what the break model of English was learned from.
  const learned = entries.pop();
  expect(learned).toContain('creativecommons.org/licenses/by/3.0/');
  expect(learned).toContain('Google');
  const titles = entries.map((entry) => entry.split('\n')[0]);
  const packages = folders.map(manifestOf).map(({ name, version }) => `${name} ${version}`);
  expect(new Set(titles)).toEqual(new Set(packages));
  expect(titles).toHaveLength(new Set(packages).size);
  const terms =
    /permission (?:is hereby granted|to use, copy)|redistribution and use|terms and conditions|public license/i;
  expect(entries.filter((entry) => !terms.test(entry)).map((entry) => entry.slice(0, 60))).toEqual(
    [],
  );
});

test('a package without a licence file gets the text of the licence it declares, and its author', () => {
  const folder = join(root, 'node_modules', 'copy-to');
  expect(config.notices([folder])).toMatch(
    /copy-to [\d.]+\nLicence: MIT\n[^]*Author: dead_horse[^]*Permission is hereby granted/,
  );
});

test.each([
  [{ license: 'GPL-3.0-only' }, 'GPL-3.0-only'],
  [{ licenses: [{ type: 'AGPL-3.0' }] }, 'AGPL-3.0'],
  [{}, 'none'],
])('a licence outside the list fails the build: %j', (manifest, shown) => {
  expect(() => config.licenceOf({ name: 'a', version: '1.0.0', ...manifest })).toThrow(
    `a@1.0.0 has the licence ${shown}: not in the list of .config/notices.mjs`,
  );
});

test('of two licences the allowed one counts', () => {
  expect(config.licenceOf({ license: ['GPL-2.0', 'MIT'] })).toBe('MIT');
});

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

test('no dependency that users install has an install script', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const found = new Map<string, Locked>();
  const add = ({ dependencies, optionalDependencies }: Locked): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const locked = lock.packages[`node_modules/${name}`];
      if (locked === undefined || found.has(name)) continue;
      found.set(name, locked);
      add(locked);
    }
  };
  add(lock.packages[''] ?? {});
  expect([...found.keys()]).toEqual(expect.arrayContaining(['libsql', '@libsql/linux-x64-gnu']));
  const scripted = [...found].filter(([, { hasInstallScript }]) => hasInstallScript === true);
  expect(scripted.map(([name]) => name)).toEqual([]);
});

test('no package of the bundle has one either', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const paths = folders.map((folder) => folder.slice(root.length + 1));
  expect(paths.filter((path) => lock.packages[path] === undefined)).toEqual([]);
  expect(paths.filter((path) => lock.packages[path]?.hasInstallScript === true)).toEqual([]);
});
