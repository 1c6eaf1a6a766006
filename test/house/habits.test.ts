// What holds for every file of the project, whoever wrote it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { files, linesWith, root } from './files.js';
import { lineOf, sources, unlisted, type Node } from './source.js';

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

test('every dependency is pinned; what stays outside the bundle is optional: libsql', () => {
  const read = (name: string): Record<string, Record<string, unknown>> =>
    JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, Record<string, unknown>>;
  const { dependencies, devDependencies, optionalDependencies } = read('package.json');
  const versions = Object.values({ ...optionalDependencies, ...devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  expect(dependencies).toBeUndefined();
  expect(Object.keys(optionalDependencies ?? {})).toEqual(['libsql']);
});

test('a file is at most 200 lines long, a test at most 400', () => {
  const linesOf = (name: string): number =>
    readFileSync(join(root, name), 'utf8').trimEnd().split('\n').length;
  const code = files.filter((name) =>
    /^(?:src|test|bin|bench|\.config)\/.*\.(?:ts|mjs|cjs)$/.test(name),
  );
  const long = code.filter((name) => linesOf(name) > (name.startsWith('src/') ? 200 : 400));
  expect(long).toEqual([]);
});

const isFunction = ({ type }: Node): boolean =>
  /^(?:ArrowFunctionExpression|FunctionDeclaration|FunctionExpression)$/.test(type);

const nameOf = (node: Node, parent: Node | null): string => {
  const named = [node['id'], parent?.['id'], parent?.['key']] as readonly { name?: string }[];
  return named.find((one) => one?.name !== undefined)?.name ?? 'a function';
};

test('a function is at most 40 lines long', () => {
  const long = sources.flatMap((file) =>
    file.nodes
      .filter(({ node }) => isFunction(node))
      .filter(({ node }) => lineOf(file, node.end) - lineOf(file, node.start) >= 40)
      .map(({ node, parent }) => `${file.name} ${nameOf(node, parent)}`),
  );
  expect(long).toEqual([]);
});

test('a room holds at most 16 loose files, a registry of equals aside', () => {
  const rooms = new Map<string, number>();
  for (const { name } of sources) {
    const room = name.slice(0, Math.max(name.lastIndexOf('/'), 0));
    rooms.set(room, (rooms.get(room) ?? 0) + 1);
  }
  const full = [...rooms].filter(([, count]) => count > 16).map(([room]) => room);
  expect(unlisted(full, fullRooms)).toEqual([]);
});

/** `formats/subtitles` is a registry: a file for each format. */
const fullRooms = ['formats/subtitles'];

test('functions are arrow functions: `function` is for generators, assertions and own `this`', () => {
  const asserts = (node: Node): boolean =>
    (node['returnType'] as { typeAnnotation?: Node } | null)?.typeAnnotation?.['asserts'] === true;
  const ownsThis = (node: Node): boolean =>
    (node['params'] as readonly { name?: string }[])[0]?.name === 'this';
  const others = sources.flatMap((file) =>
    file.nodes
      .filter(({ node, parent }) => isFunction(node) && parent?.type !== 'MethodDefinition')
      .filter(({ parent }) => !(parent?.type === 'Property' && parent['method'] === true))
      .filter(({ parent }) => !/^(?:get|set)$/.test(String(parent?.['kind'])))
      .filter(({ node }) => node.type !== 'ArrowFunctionExpression' && node['generator'] !== true)
      .filter(({ node }) => !asserts(node) && !ownsThis(node))
      .map(({ node, parent }) => `${file.name} ${nameOf(node, parent)}`),
  );
  expect(others).toEqual([]);
});
