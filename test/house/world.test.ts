// What comes from outside of the program comes through App: process, clock, randomness, waiting.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lineOf, readSource, sources, type Node, type SourceFile } from './source.js';

type Place = SourceFile['nodes'][number];

/** A name that is neither a member of something, nor a key, nor declared by the file itself. */
const isGlobal = ({ node, parent }: Place, name: string): boolean =>
  node.type === 'Identifier' &&
  node['name'] === name &&
  !(parent?.type === 'MemberExpression' && parent['property'] === node && !parent['computed']) &&
  !(/^(?:Property|MethodDefinition)$/.test(parent?.type ?? '') && parent?.['key'] === node) &&
  !parent?.type.startsWith('TS');

/** `Date.now`, `Math.random` and the like. */
const isMember = ({ node }: Place, object: string, property: string): boolean =>
  node.type === 'MemberExpression' &&
  (node['object'] as Node)['name'] === object &&
  (node['property'] as Node)['name'] === property;

const isBareDate = ({ node }: Place): boolean =>
  node.type === 'NewExpression' &&
  (node['callee'] as Node)['name'] === 'Date' &&
  (node['arguments'] as readonly Node[]).length === 0;

const importsFrom = ({ node }: Place, module: RegExp): boolean =>
  /^Import(?:Declaration|Expression)$/.test(node.type) &&
  module.test(String((node['source'] as Node | undefined)?.['value']));

const isIn = (place: string, name: string): boolean =>
  name === place || name.startsWith(`${place}/`);

/** Where files do something that they may not, each as `file:line`, and who may do it and does not. */
const places = (
  files: readonly SourceFile[],
  does: (place: Place) => boolean,
  may: readonly string[],
): string[] => {
  const found = files.flatMap((file) =>
    file.nodes
      .filter(does)
      .map(({ node }) => ({ name: file.name, line: lineOf(file, node.start) })),
  );
  return [
    ...found
      .filter(({ name }) => !may.some((place) => isIn(place, name)))
      .map(({ name, line }) => `${name}:${line}`),
    ...may
      .filter((place) => !found.some(({ name }) => isIn(place, name)))
      .map((place) => `${place}: no exception any more`),
  ];
};

/** The local service is a process of its own, and one of its files knows it. */
const localProcess = 'local/programs/this-process.ts';
/** Files of the local service that still wait by themselves; the list only gets shorter. */
const localTimers = [
  'local/jobs/recover.ts',
  'local/programs/child.ts',
  'local/process/serve.ts',
  'local/server.ts',
];

test('only main.ts knows the process', () => {
  const knows = (place: Place): boolean =>
    isGlobal(place, 'process') || importsFrom(place, /^(?:node:)?process$/);
  // database/sqlite.ts reads the version of Node, which decides what there is to load.
  expect(places(sources, knows, ['main.ts', 'database/sqlite.ts', localProcess])).toEqual([]);
});

test('only main.ts knows the time and makes random numbers', () => {
  const asks = (place: Place): boolean =>
    isMember(place, 'Date', 'now') ||
    isMember(place, 'performance', 'now') ||
    isMember(place, 'Math', 'random') ||
    isBareDate(place);
  expect(places(sources, asks, ['main.ts', 'local/wire/storage/parts.ts'])).toEqual([]);
});

test('timers are in main.ts, and where a single exchange on a socket has its time limit', () => {
  const waits = (place: Place): boolean =>
    isGlobal(place, 'setTimeout') ||
    isGlobal(place, 'setInterval') ||
    importsFrom(place, /^(?:node:)?timers/);
  const exchange = ['api/http/answer.ts', 'api/http/limits.ts'];
  const may = ['main.ts', ...exchange, 'local/client/find.ts', ...localTimers];
  expect(places(sources, waits, may)).toEqual([]);
});

test('random bytes are made only where nobody may guess them: tokens, nonces, temporary names', () => {
  const makes = ({ node }: Place): boolean =>
    node.type === 'ImportSpecifier' &&
    String((node['imported'] as { name?: string }).name).startsWith('random');
  const may = [
    'jobs/token.ts',
    'api/ims/http/exchange.ts',
    'profiles/sources/alibaba/sts.ts',
    'commands/outputs/write-file.ts',
    'local',
  ];
  expect(places(sources, makes, may)).toEqual([]);
});

const tests = join(import.meta.dirname, '..');
const testFiles = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readSource(tests, name));

test('no test sleeps: real processes are asked again until they are ready', () => {
  const sleeps = (place: Place): boolean =>
    isGlobal(place, 'setTimeout') || importsFrom(place, /^(?:node:)?timers/);
  // `local/program.ts` is the entry of a process that tests start.
  expect(places(testFiles, sleeps, ['support/until.ts', 'local/program.ts'])).toEqual([]);
});
