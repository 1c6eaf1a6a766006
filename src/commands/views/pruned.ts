// What the prune commands show.
import type { Records } from '../../formats/output.js';

/** `what` follows the count in text, for example `jobs deleted`. */
export const prunedOutput = (removed: number, what: string): Records<number> => ({
  kind: 'records',
  view: 'lines',
  records: [removed],
  columns: [{ key: 'removed', label: 'REMOVED', cell: String, value: (count) => count }],
  id: () => null,
  line: (count) => `${count} ${what}`,
  document: (count) => ({ schemaVersion: 1, removed: count }),
  envelope: ([document]) => document,
  changes: true,
});
