// The registry of the formats that render records. Subtitle formats have theirs in subtitle-registry.ts.
import type { RecordFormat } from './records/renderer.js';

const load = {
  table: async () => (await import('./records/table.js')).table,
  json: async () => (await import('./records/json.js')).json,
  jsonl: async () => (await import('./records/jsonl.js')).jsonl,
  csv: async () => (await import('./records/separated.js')).csv,
  tsv: async () => (await import('./records/separated.js')).tsv,
  yaml: async () => (await import('./records/yaml.js')).yaml,
  id: async () => (await import('./records/id.js')).id,
} satisfies Record<string, () => Promise<RecordFormat>>;

export type RecordFormatName = keyof typeof load;

export const recordFormatNames = Object.keys(load) as RecordFormatName[];

/** The renderer of that name, or null when there is none. */
export const recordFormat = async (name: string): Promise<RecordFormat | null> =>
  Object.hasOwn(load, name) ? load[name as RecordFormatName]() : null;
