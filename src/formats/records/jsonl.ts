import { escapeSteering, stringify } from './raw-json.js';
import { documentsOf, pagesOf, type RecordFormat } from './renderer.js';

/** One document per line, each written as soon as it is known (jsonlines.org). */
export const jsonl: RecordFormat = {
  async *render(output) {
    for await (const page of pagesOf(output)) {
      const documents = await documentsOf(output, page);
      yield documents.map((document) => `${stringify(document, 0)}\n`).join('');
    }
  },
  onTerminal: escapeSteering,
};
