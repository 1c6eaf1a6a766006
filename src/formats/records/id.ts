import { safeLine } from '../../terminal/text.js';
import { pagesOf, type RecordFormat } from './renderer.js';

/** One id per line, for `xargs` and `$(…)`. */
export const id: RecordFormat = {
  async *render(output) {
    for await (const page of pagesOf(output)) {
      const ids = page.map((record) => output.id(record)).filter((one) => one !== null);
      if (ids.length > 0) yield ids.map((one) => `${safeLine(one)}\n`).join('');
    }
  },
};
