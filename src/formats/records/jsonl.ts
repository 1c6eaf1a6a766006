import { escapeSteering, stringify } from '../raw-json.js';
import type { RecordFormat } from './renderer.js';

/** One document a line, each written as soon as it is known (jsonlines.org). */
export const jsonl: RecordFormat = {
  async *render(output) {
    for await (const record of output.records) yield `${stringify(output.document(record), 0)}\n`;
  },
  onTerminal: escapeSteering,
};
