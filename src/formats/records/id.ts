import { safeLine } from '../../terminal/text.js';
import { pagesOf, type RecordFormat } from './renderer.js';

/** One id per line, for `xargs` and `$(…)`. */
export const id: RecordFormat = {
  async *render(output) {
    for await (const page of pagesOf(output)) {
      yield page.map((record) => `${safeLine(output.id(record))}\n`).join('');
    }
  },
};
