import { stringify } from '../raw-json.js';
import { documentOf, type RecordFormat } from './renderer.js';

/** One document, two blanks of indentation. */
export const json: RecordFormat = {
  async *render(output) {
    yield `${stringify(await documentOf(output), 2)}\n`;
  },
};
