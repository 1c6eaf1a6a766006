import { escapeSteering, stringify } from './raw-json.js';
import { pagesOf, type RecordFormat } from './renderer.js';

/** One document per line, each written as soon as it is known (jsonlines.org). */
export const jsonl: RecordFormat = {
  async *render(output) {
    for await (const page of pagesOf(output)) {
      yield page.map((record) => `${stringify(output.document(record), 0)}\n`).join('');
    }
  },
  onTerminal: escapeSteering,
};
