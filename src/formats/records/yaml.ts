import { parse, stringify } from 'yaml';
import { safeBlock } from '../../terminal/text.js';
import { RawJson } from './raw-json.js';
import { documentOf, type RecordFormat } from './renderer.js';

// JSON is YAML, and this parser can keep long integers; JSON.parse cannot.
const exact = (_key: unknown, value: unknown): unknown =>
  value instanceof RawJson ? parse(value.text, { intAsBigInt: true }) : value;

const replaceRaw = (value: unknown): unknown => {
  const replaced = exact(null, value);
  if (replaced !== value || typeof value !== 'object' || value === null) return replaced;
  if (Array.isArray(value)) return value.map(replaceRaw);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceRaw(item)]));
};

/** One YAML 1.2 document; strings are quoted where YAML would read them as something else. */
export const yaml: RecordFormat = {
  async *render(output) {
    const document = await documentOf(output);
    if (document === undefined) return;
    yield stringify(replaceRaw(document), {
      lineWidth: 0,
      aliasDuplicateObjects: false,
    });
  },
  onTerminal: safeBlock,
};
