// A saved answer as a job: the service's XML, or the JSON that its SDKs make of that XML.
import type { Job } from '../../../jobs/job.js';
import { jobsOf } from '../decode.js';
import { readXml, XmlFault, type Element } from '../http/xml.js';

const elementsOf = (name: string, value: unknown): Element[] => {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => elementsOf(name, item));
  if (typeof value === 'object' && value !== null) {
    const children = Object.entries(value).flatMap(([key, inner]) => elementsOf(key, inner));
    return [{ name, text: '', children }];
  }
  const isText =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return [{ name, text: isText ? String(value) : '', children: [] }];
};

const rootOf = (value: unknown, text: string): Element | null => {
  if (typeof value === 'object' && value !== null) {
    const answer = (value as { readonly Response?: unknown }).Response ?? value;
    return elementsOf('Response', answer)[0] ?? null;
  }
  if (!text.trimStart().startsWith('<')) return null;
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
};

/** The first job of a saved answer (of a get, a list or a callback), or null when it is no such thing. */
export const readSaved = (value: unknown, text: string): Job | null => {
  const root = rootOf(value, text);
  if (root === null || root.name !== 'Response') return null;
  return jobsOf(root, { profile: null, region: null, raw: null })[0] ?? null;
};
