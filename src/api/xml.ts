// XML, read strictly and written by hand. The library parses; what it lets pass is refused here:
// a DOCTYPE (so no entity can be defined), references we do not know, a second root.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Element } from '../transcripts/results/elements.js';

export { all, child, textOf, type Element } from '../transcripts/results/elements.js';

/** Not XML, or XML this tool refuses. The message says why in a few words and never quotes the text. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

// The deepest documented answer (FlashResult words) has 7 levels.
const maxDepth = 32;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: '#cdata',
  maxNestedTags: maxDepth,
  // Building the path of every tag as a text would cost a third of the time.
  jPath: false,
});

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const isChar = (code: number): boolean =>
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff) ||
  code === 0x9 ||
  code === 0xa ||
  code === 0xd;

const decodeReference = (whole: string, body: string): string => {
  const plain = named[body];
  if (plain !== undefined) return plain;
  const number = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(body);
  const code =
    number === null ? -1 : Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10);
  if (!isChar(code)) throw new XmlFault(`it holds the unknown reference ${whole.slice(0, 12)}`);
  return String.fromCodePoint(code);
};

// Bounded, since a text may hold a million ampersands and no semicolon.
const decode = (text: string): string => text.replace(/&([^;&]{0,64});/g, decodeReference);

// What `preserveOrder` gives: each part has one key, a tag name or `#text`.
type Parsed = Readonly<Record<string, readonly Parsed[] | string>>;

const plainText = (part: Parsed): string => {
  const text = part['#text'];
  return typeof text === 'string' ? text : '';
};

const rawText = (part: Parsed): string => {
  const text = part['#text'];
  if (typeof text === 'string') return decode(text);
  const cdata = part['#cdata'];
  return Array.isArray(cdata) ? cdata.map(plainText).join('') : '';
};

const elementOf = (name: string, parts: readonly Parsed[]): Element => ({
  name,
  text: parts.map(rawText).join(''),
  children: elementsOf(parts),
});

const elementsOf = (parts: readonly Parsed[]): Element[] =>
  parts.flatMap((part) =>
    Object.entries(part)
      .filter(([name]) => !name.startsWith('#') && name !== ':@')
      .map(([name, inner]) => elementOf(name, Array.isArray(inner) ? inner : [])),
  );

/** Real tags have no attributes. The parser takes minutes for one of megabytes. */
const longestTag = 4_096;

/** Where the markup that begins at `from` ends: a comment or CDATA at its own mark, else at the next `>`. */
const endOfMarkup = (text: string, from: number): number => {
  const mark = text.startsWith('<!--', from)
    ? '-->'
    : text.startsWith('<![CDATA[', from)
      ? ']]>'
      : '>';
  const end = text.indexOf(mark, from);
  if (mark === '>' && (end === -1 ? text.length : end) - from > longestTag)
    throw new XmlFault(`it has a tag of more than ${longestTag} characters`);
  return end === -1 ? text.length : end;
};

/** Throws XmlFault for a tag that is too long. One pass. */
const checkTags = (text: string): void => {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1))
    at = endOfMarkup(text, at);
};

const parse = (text: string): Element[] => {
  checkTags(text);
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new XmlFault('it is cut short or not well-formed');
  try {
    return elementsOf(parser.parse(text));
  } catch (cause) {
    if (cause instanceof XmlFault) throw cause;
    throw new XmlFault(
      /nested/i.test(String(cause))
        ? 'it is nested too deeply'
        : 'it is cut short or not well-formed',
    );
  }
};

/** The root element of a document. Throws XmlFault; the caller knows which answer it was. */
export const readXml = (text: string): Element => {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start === '') throw new XmlFault('it is empty');
  if (/^<(?:!doctype\s+html|html)\b/i.test(start)) throw new XmlFault('it is an HTML page');
  if (!start.startsWith('<')) throw new XmlFault('it is not XML');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(start))
    throw new XmlFault('it has a DOCTYPE, which this tool refuses');
  const [root, ...more] = parse(start);
  if (root === undefined || more.length > 0) throw new XmlFault('it has no single root element');
  return root;
};

/** What is written: a text, elements by name in order, or the same element several times. */
export type XmlContent = string | { readonly [name: string]: XmlContent } | readonly XmlContent[];

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};

// Characters XML 1.0 cannot carry at all would make the whole request malformed.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Writes `<name>content</name>`. Throws XmlFault for characters that XML cannot carry. */
export const writeXml = (name: string, content: XmlContent): string => {
  if (Array.isArray(content))
    return content.map((item: XmlContent) => writeXml(name, item)).join('');
  if (typeof content !== 'string') {
    const inner = Object.entries(content).map(([key, value]) => writeXml(key, value));
    return `<${name}>${inner.join('')}</${name}>`;
  }
  if (forbidden.test(content)) throw new XmlFault(`${name} holds a control character`);
  return `<${name}>${content.replace(/[&<>\r]/g, (char) => special[char] ?? char)}</${name}>`;
};
