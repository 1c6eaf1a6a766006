// What makes two submits the same. Pure.
import { createHash } from 'node:crypto';
import type { PreparedSubmit, Provider } from '../api/provider.js';

/** The order of keys is the adapters' business, not the submit's identity. */
const canonical = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => [key, canonical(item)]);
};

/** The parameters name the file too; its name is not its identity. */
const withoutMedia = (media: string, parameters: unknown): unknown => {
  const encoded = encodeURI(media);
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(encoded, '').replaceAll(media, '');
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(hide);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item)]));
  };
  return hide(parameters);
};

/**
 * The identity of a submit: where it goes, what is transcribed, with which parameters; a digest in hex. A local
 * file is its content (`digest`, null for an address): the same recording under another name is the same submit. A
 * title that asrctl chose is not part of it.
 */
export const submitKey = (
  provider: Pick<Provider, 'name' | 'scope'>,
  prepared: PreparedSubmit,
  digest: string | null,
): string => {
  const media = digest === null ? prepared.media : `sha256:${digest}`;
  const own = prepared.identity ?? prepared.parameters;
  const parameters = digest === null ? own : withoutMedia(prepared.media, own);
  const text = JSON.stringify([
    provider.name,
    provider.scope,
    media,
    prepared.operation,
    canonical(parameters),
  ]);
  return createHash('sha256').update(text).digest('hex');
};
