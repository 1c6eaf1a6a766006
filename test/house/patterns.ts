// The regular expressions of src/, and texts on which a bad pattern is slow.
import { lineOf, sources, type Node, type SourceFile } from './source.js';

export interface Pattern {
  /** `file:line: /source/flags`. */
  readonly name: string;
  readonly pattern: RegExp;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The value of a constant expression of a module: texts, templates, and names of other constants. */
const textOf = (file: SourceFile, value: unknown): string | null => {
  if (!isNode(value)) return null;
  switch (value.type) {
    case 'Literal':
      return typeof value['value'] === 'string' ? value['value'] : null;
    case 'TemplateLiteral':
      return templateOf(file, value, 'cooked');
    case 'TaggedTemplateExpression':
      return templateOf(file, value['quasi'] as Node, 'raw');
    case 'BinaryExpression': {
      const [left, right] = [textOf(file, value['left']), textOf(file, value['right'])];
      return left === null || right === null ? null : left + right;
    }
    case 'Identifier':
    case 'MemberExpression':
      return constantOf(file, value);
    default:
      return null;
  }
};

const templateOf = (file: SourceFile, template: Node, kind: 'cooked' | 'raw'): string | null => {
  const quasis = template['quasis'] as readonly { readonly value: Record<string, string> }[];
  const values = (template['expressions'] as readonly Node[]).map((one) => textOf(file, one));
  if (values.includes(null)) return null;
  return quasis.map(({ value }, i) => `${value[kind] ?? ''}${values[i] ?? ''}`).join('');
};

/** The text of `name` or `name.member` when it is a constant of the module. */
const constantOf = (file: SourceFile, expression: Node): string | null => {
  const isMember = expression.type === 'MemberExpression';
  const owner = isMember ? (expression['object'] as Node) : expression;
  const init = file.nodes.find(
    ({ node }) =>
      node.type === 'VariableDeclarator' && (node['id'] as Node)['name'] === owner['name'],
  )?.node['init'];
  if (!isMember) return textOf(file, init);
  const properties = isNode(init) ? ((init['properties'] ?? []) as readonly Node[]) : [];
  const key = (expression['property'] as Node)['name'];
  return textOf(file, properties.find((one) => (one['key'] as Node)['name'] === key)?.['value']);
};

const patternIn = (file: SourceFile, node: Node): [source: string | null, flags: string] | null => {
  const regex = node['regex'] as { readonly pattern: string; readonly flags: string } | undefined;
  if (node.type === 'Literal' && regex) return [regex.pattern, regex.flags];
  const callee = node['callee'] as Node | undefined;
  if (callee?.['name'] !== 'RegExp') return null;
  const [source, flags] = node['arguments'] as readonly Node[];
  return [textOf(file, source), textOf(file, flags) ?? ''];
};

const found = sources.flatMap((file) =>
  file.nodes.flatMap(({ node }) => {
    const pattern = patternIn(file, node);
    if (pattern === null) return [];
    const [source, flags] = pattern;
    return [{ file: file.name, line: lineOf(file, node.start), source, flags }];
  }),
);

/** Every regular expression of src/ whose text is a constant of its module. */
export const patterns: readonly Pattern[] = found.flatMap(({ file, line, source, flags }) =>
  source === null
    ? []
    : [{ name: `${file}:${line}: /${source}/${flags}`, pattern: new RegExp(source, flags) }],
);

/** The files that build a pattern from values. */
export const computedIn: readonly string[] = found
  .filter(({ source }) => source === null)
  .map(({ file }) => file);

const common = Array.from(
  ' \t\n\r\0aA09.-_/\\<>"\'{[(}])&:=,;?!#%*+|~`@$^中あé，。…”\u0301\u001b😀',
);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** The characters and words of a pattern, and one character of each class. */
const partsOf = ({ source }: RegExp): readonly string[] =>
  distinct([
    ...Array.from(source.replace(/\\(?:[pP]\{[^}]*\}|u\{?[0-9a-fA-F]+\}?|x..|.)/g, ' ')),
    ...(source.match(/[A-Za-z][\w-]+/g) ?? []).slice(0, 8),
    '\n',
    'a',
    '0',
  ]).filter((part) => !/^[()*+?|^$]$/.test(part));

const repeat = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length));

/** A text of any size, and how it is made. */
export interface SlowText {
  readonly name: string;
  readonly make: (size: number) => string;
}

/**
 * Texts on which a pattern may need more than linear time: runs of one character after a part of the pattern and
 * before a character that may end the match, and repetitions of two parts.
 */
export function* slowTexts(pattern: RegExp): Generator<SlowText> {
  const parts = partsOf(pattern);
  const say = (...texts: readonly string[]): string =>
    texts.map((t) => JSON.stringify(t)).join(' ');
  for (const character of distinct([...common, ...parts])) {
    for (const start of ['', ...parts.slice(0, 10)]) {
      for (const end of ['', '\u0001', 'x']) {
        yield {
          name: `${say(start)}, many ${say(character)}, ${say(end)}`,
          make: (size) => start + repeat(character, size) + end,
        };
      }
    }
  }
  for (const first of parts.slice(0, 16)) {
    for (const second of parts.slice(0, 16)) {
      if (first === second) continue;
      for (const end of ['\u0001', 'x']) {
        yield {
          name: `many ${say(first + second)}, ${say(end)}`,
          make: (size) => repeat(first + second, size) + end,
        };
      }
    }
  }
}
