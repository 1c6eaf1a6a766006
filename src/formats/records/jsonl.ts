import { isFields } from '../../json.js';
import type { Records } from '../output.js';
import { escapeSteering, stringify } from './raw-json.js';
import { documentsOf, pagesOf, type RecordFormat } from './renderer.js';

/** The version that the documents have in json; null for results of `--query`, which are not documents. */
const versionOf = async <R>(
  output: Records<R>,
  documents: readonly unknown[],
): Promise<number | null> => {
  const envelope = await output.envelope(documents);
  const version = isFields(envelope) ? envelope['schemaVersion'] : null;
  return typeof version === 'number' ? version : null;
};

const withVersion = (document: unknown, schemaVersion: number | null): unknown =>
  schemaVersion === null || !isFields(document) ? document : { schemaVersion, ...document };

/** One document with its version per line, each written as soon as it is known (jsonlines.org). */
export const jsonl: RecordFormat = {
  async *render(output) {
    let version: number | null | undefined;
    for await (const page of pagesOf(output)) {
      const documents = await documentsOf(output, page);
      version ??= await versionOf(output, documents);
      const lines = documents.map((document) =>
        stringify(withVersion(document, version ?? null), 0),
      );
      yield lines.map((line) => `${line}\n`).join('');
    }
  },
  onTerminal: escapeSteering,
};
