// The files of src/ as syntax trees: what the rules of the house look at.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'rolldown/utils';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface SourceFile {
  /** Below src/, with its ending. */
  readonly name: string;
  readonly text: string;
  readonly nodes: readonly { readonly node: Node; readonly parent: Node | null }[];
}

const src = join(import.meta.dirname, '..', '..', 'src');

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const walk = (node: Node, parent: Node | null): SourceFile['nodes'] => [
  { node, parent },
  ...Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isNode)
    .flatMap((child) => walk(child, node)),
];

/** The file `name` below `folder`. Throws when it cannot be parsed. */
export const readSource = (folder: string, name: string): SourceFile => {
  const text = readFileSync(join(folder, name), 'utf8');
  const { program, errors } = parseSync(name, text);
  if (errors.length > 0) throw new Error(`${name} cannot be parsed`);
  return { name, text, nodes: walk(program as unknown as Node, null) };
};

/** Every module of src/; declarations of other people's packages are left out. */
export const sources: readonly SourceFile[] = readdirSync(src, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => /(?<!\.d)\.ts$/.test(name))
  .map((name) => readSource(src, name.replaceAll('\\', '/')));

/** What was found and is no known exception, and each known exception that is found no more. */
export const unlisted = (found: readonly string[], known: readonly string[]): readonly string[] => [
  ...found.filter((one) => !known.includes(one)),
  ...known.filter((one) => !found.includes(one)).map((one) => `${one}: no exception any more`),
];

/** The line of a place in a file, from 1. */
export const lineOf = ({ text }: SourceFile, index: number): number =>
  text.slice(0, index).split('\n').length;

export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const literal = (value: unknown): string | null =>
  isNode(value) && typeof value['value'] === 'string' ? value['value'] : null;

/** True for `import type`, and where every name is marked with `type`. */
const namesTypesOnly = (node: Node): boolean => {
  const specifiers = (node['specifiers'] ?? []) as readonly Node[];
  const kinds = specifiers.map((one) => one['importKind'] ?? one['exportKind']);
  const whole = node['importKind'] === 'type' || node['exportKind'] === 'type';
  return whole || (kinds.length > 0 && kinds.every((kind) => kind === 'type'));
};

/** Every import of a file: static, by export, by `import()`, and in types. */
const importsOf = ({ name, nodes }: SourceFile): Import[] =>
  nodes.flatMap(({ node }) => {
    const target = literal(node['source']);
    if (target === null) return [];
    const path = target.startsWith('.') ? normalize(join(dirname(name), target)) : target;
    const typeOnly = node.type === 'TSImportType' || namesTypesOnly(node);
    return [{ from: name.replace(/\.ts$/, ''), to: path.replace(/\.js$/, ''), typeOnly }];
  });

export const imports: readonly Import[] = sources.flatMap(importsOf);
