// What each command loads before it does anything: a package here is start-up time for everyone who types it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InputOptions, type OutputChunk } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.js';

const root = join(import.meta.dirname, '..', '..');
let chunks: OutputChunk[] = [];

beforeAll(async () => {
  const at = pathToFileURL(join(root, '.config', 'bundle.mjs')).href;
  const { bundle } = (await import(at)) as { bundle: InputOptions };
  const { output } = await build({ ...bundle, write: false });
  chunks = output.filter((one): one is OutputChunk => one.type === 'chunk');
});

/** A chunk and what it imports without being asked to. */
const closure = (start: OutputChunk, seen = new Set<OutputChunk>()): Set<OutputChunk> => {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const name of start.imports) {
    const next = chunks.find(({ fileName }) => fileName === name);
    if (next) closure(next, seen);
  }
  return seen;
};

const packageOf = (id: string): string | null =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(id)?.[1] ?? null;

const packagesOf = (module: string): string[] => {
  const start = chunks.find(({ moduleIds }) => moduleIds.includes(join(root, 'src', module)));
  if (start === undefined) throw new Error(`${module} is in no chunk`);
  const ids = [...closure(start)].flatMap(({ moduleIds }) => moduleIds);
  return [...new Set(ids.map(packageOf).filter((name) => name !== null))].sort();
};

const always = ['@commander-js/extra-typings', 'commander'];

test('the program loads commander and nothing else', () => {
  expect(packagesOf('main.ts')).toEqual(always);
});

test('completion of profile names loads no package', () => {
  expect(packagesOf('complete.ts')).toEqual([]);
});

const several = ['p-limit', 'yocto-queue'];
const more: Readonly<Record<string, readonly string[]>> = {
  submit: several,
  get: several,
  wait: several,
  retry: several,
  cancel: several,
  transcribe: several,
};

test.each(commands.map(({ name }) => name))('%s', (name) => {
  const module = name === 'export-srt' ? 'export' : name;
  const path = [`commands/${module}.ts`, `commands/${module}/index.ts`].find((one) =>
    existsSync(join(root, 'src', one)),
  );
  expect(packagesOf(path ?? module)).toEqual([...always, ...(more[name] ?? [])].sort());
});

test('a get on IMS reads twelve files, and none of the packages for XML and uploads', () => {
  const client = chunks.find(({ moduleIds }) =>
    moduleIds.some((id) => id.endsWith('/@alicloud/openapi-client/dist/client.js')),
  );
  const own = ['main', 'commands/get', 'formats/render', 'profiles/index', 'api/ims/provider'];
  const modules = [...own, 'formats/records/people'].map((name) => join(root, 'src', `${name}.ts`));
  const starts = [client, ...modules.map((id) => chunks.find((one) => one.moduleIds.includes(id)))];
  expect(starts).not.toContain(undefined);
  const files = new Set(starts.flatMap((one) => (one === undefined ? [] : [...closure(one)])));
  // Each file more is a third of a millisecond.
  expect(files.size).toBe(12);
  const packages = [...files].flatMap(({ moduleIds }) => moduleIds.map(packageOf));
  for (const name of ['fast-xml-parser', 'libsql', 'conf']) expect(packages).not.toContain(name);
  // Nor what reads other tools' files and asks for temporary keys.
  const loaded = [...files].flatMap(({ moduleIds }) => moduleIds);
  expect(loaded.filter((id) => /sources\/(?:alibaba|tencent|remote)/.test(id))).toEqual([]);
});

test('a table loads no chalk, no client and no YAML', () => {
  expect(packagesOf('formats/render.ts')).toEqual([]);
  expect(packagesOf('formats/records/table.ts')).toEqual([
    '@colors/colors',
    'ansi-regex',
    'cli-table3',
    'emoji-regex',
    'get-east-asian-width',
    'is-fullwidth-code-point',
    'string-width',
    'strip-ansi',
  ]);
});
