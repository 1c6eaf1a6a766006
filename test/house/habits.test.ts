// What holds for every file of the project, whoever wrote it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const madeElsewhere = new Set(['.git', 'node_modules', 'dist', 'coverage']);

/** Every file of the project, by its path below the root; without git, which need not be installed. */
const filesBelow = (folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !madeElsewhere.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });

const files = filesBelow();

/** Lines of all text files in these folders (all where none are given) that match. */
const linesWith = (pattern: RegExp, folders: readonly string[] = ['']): string[] =>
  files
    .filter((name) => folders.some((folder) => name.startsWith(folder)))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${name}:${i + 1}: ${line}`] : [])),
    );

test('no file holds what looks like a real key', () => {
  const keys = linesWith(/\b(?:LTAI[0-9A-Za-z]{16,}|AKID[0-9A-Za-z]{32})\b|PRIVATE KEY-----/);
  const madeUp = /made_?up|example|test|fake|0001\b/i;
  expect(keys.filter((line) => !madeUp.test(line))).toEqual([]);
});

test('no file names the machine it was made on, and the lock file no registry', () => {
  expect(linesWith(/(?<![\w.}/-])\/(?:root|work|workspace|mnt)\/\w/)).toEqual([]);
  expect(
    linesWith(/"resolved"|https?:\/\/[^/"\s]*(?:registry|npm)[^/"\s]*\//, ['package-lock.json']),
  ).toEqual([]);
});

test('source is whole: no notes to self, no switched-off checks or tests', () => {
  expect(
    linesWith(/\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/, ['src', 'test', 'bin', '.config', 'bench']),
  ).toEqual([]);
  expect(
    linesWith(/@ts-(?:ignore|nocheck)|\b(?:test|it|describe)\.(?:skip|only|todo)\(/, [
      'src',
      'test',
    ]),
  ).toEqual([]);
});

test('every dependency is pinned, and only libsql stays outside the bundle', () => {
  const read = (name: string): Record<string, Record<string, unknown>> =>
    JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, Record<string, unknown>>;
  const { dependencies, devDependencies } = read('package.json');
  const versions = Object.values({ ...dependencies, ...devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  expect(Object.keys(dependencies ?? {})).toEqual(['libsql']);
});

test('files are about one thing: under 400 lines', () => {
  const long = files
    .filter((name) => /^(?:src|test|bin|bench|\.config)\/.*\.(?:ts|mjs|cjs)$/.test(name))
    .filter((name) => readFileSync(join(root, name), 'utf8').split('\n').length > 400);
  expect(long).toEqual([]);
});
