import { safeLine } from '../../terminal/text.js';
import type { RecordFormat } from './renderer.js';

/** One id a line, for `xargs` and `$(…)`. */
export const id: RecordFormat = {
  async *render(output) {
    for await (const record of output.records) yield `${safeLine(output.id(record))}\n`;
  },
};
