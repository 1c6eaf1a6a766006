// The registry of record formats. Subtitle formats have their own in formats/subtitles/index.ts.
import type { RecordFormat } from './renderer.js';

const load = {
  table: async () => (await import('./table.js')).table,
  json: async () => (await import('./json.js')).json,
  jsonl: async () => (await import('./jsonl.js')).jsonl,
  csv: async () => (await import('./separated.js')).csv,
  tsv: async () => (await import('./separated.js')).tsv,
  yaml: async () => (await import('./yaml.js')).yaml,
  id: async () => (await import('./id.js')).id,
} satisfies Record<string, () => Promise<RecordFormat>>;

export type RecordFormatName = keyof typeof load;

export const recordFormatNames = Object.keys(load) as RecordFormatName[];

/** The renderer of that name, or null when there is none. */
export const recordFormat = async (name: string): Promise<RecordFormat | null> =>
  Object.hasOwn(load, name) ? load[name as RecordFormatName]() : null;
