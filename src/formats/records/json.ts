import { escapeSteering, stringify } from './raw-json.js';
import { documentOf, type RecordFormat } from './renderer.js';

/** One document, indented by two spaces. */
export const json: RecordFormat = {
  async *render(output) {
    const document = await documentOf(output);
    if (document !== undefined) yield `${stringify(document, 2)}\n`;
  },
  onTerminal: escapeSteering,
};
