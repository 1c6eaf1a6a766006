// The XML of requests and answers. It shares no code with the client's XML, because the two must agree by
// the protocol alone.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CiFault } from './ci-fault.js';

export type Node = { readonly [name: string]: unknown };

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

// The library leaves numeric references as they are, so all of them are read here.
const decode = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return named[name] ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  processEntities: false,
  cdataPropName: '#cdata',
  tagValueProcessor: (_tag, text) => decode(text),
  maxNestedTags: 16,
});

const malformed = (): CiFault =>
  new CiFault(400, 'MalformedXML', 'The XML you provided was not well-formed.');

const parse = (text: string): unknown => {
  // Entity definitions are refused; no valid request needs one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || XMLValidator.validate(text) !== true) throw malformed();
  try {
    return parser.parse(text) as unknown;
  } catch {
    throw malformed();
  }
};

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The content of the root element `name`. Throws CiFault MalformedXML, or MissingRequestBodyError for nothing. */
export const readRequest = (text: string, name: string): Node => {
  if (text.trim() === '') {
    throw new CiFault(400, 'MissingRequestBodyError', 'The request has no body.');
  }
  const document = parse(text);
  const root = isNode(document) ? document[name] : undefined;
  if (!isNode(root)) throw malformed();
  return root;
};

/** The element inside, or an empty one; the first where it is repeated. */
export const nodeIn = (node: Node, name: string): Node => {
  const value = node[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isNode(first) ? first : {};
};

/** The text inside, or null when absent or empty. */
export const textIn = (node: Node, name: string): string | null => {
  const value = node[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = isNode(first) ? first['#cdata'] : first;
  return typeof text === 'string' && text !== '' ? text : null;
};

/** Texts, elements by name, or the same element several times; null and undefined are left out. */
export type Content =
  | string
  | null
  | undefined
  | readonly Content[]
  | { readonly [name: string]: Content };

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};

const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- XML 1.0 cannot carry these, however written
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>\r]/g, (char) => escapes[char] ?? char);

const isList = (content: Content): content is readonly Content[] => Array.isArray(content);

const element = (name: string, content: Content, indent: string): string => {
  if (content === null || content === undefined) return '';
  if (isList(content)) return content.map((item) => element(name, item, indent)).join('');
  if (content === '') return `${indent}<${name}/>\n`;
  if (typeof content === 'string') return `${indent}<${name}>${escape(content)}</${name}>\n`;
  const inner = Object.entries(content).map(([key, value]) => element(key, value, `${indent}\t`));
  return `${indent}<${name}>\n${inner.join('')}${indent}</${name}>\n`;
};

/** A document, indented with tabs as the cloud writes it. */
export const writeDocument = (root: string, content: Content): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content, '')}`;
