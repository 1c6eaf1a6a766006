// One medium of a run, and its identity in the journal.
import { createHash } from 'node:crypto';
import type { SubmitOptions } from '../../../api/provider.js';
import type { SubtitleFormat } from '../../../formats/subtitles/format.js';
import type { ExportFlags } from '../../inputs/export-flag-table.js';

export interface OutputFile {
  readonly format: SubtitleFormat;
  /** Absolute. */
  readonly path: string;
}

/** One medium and all that will be done with it. */
export interface Item {
  readonly index: number;
  /** As the user named it. */
  readonly source: string;
  /** An absolute path, or an address. */
  readonly media: string;
  /** The file's name, for the title of the job. */
  readonly name: string | null;
  /** Of a local file; 0 for others. */
  readonly bytes: number;
  /** It is put into the profile's bucket first. */
  readonly upload: boolean;
  /** The provider's own flags. */
  readonly options: SubmitOptions;
  readonly shaping: ExportFlags;
  readonly outputs: readonly OutputFile[];
  /** The format of subtitles that go to stdout and not to files, or null. */
  readonly stdout: SubtitleFormat | null;
}

const sorted = (fields: Readonly<Record<string, unknown>>): unknown[] =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

/**
 * An item's identity: which service it goes to, what is transcribed, with which flags, into which files.
 * `digest` is that of a local file's content, null for an address.
 */
export const itemKeyOf = (scope: string, item: Item, digest: string | null): string => {
  const { options, shaping, outputs, media } = item;
  const files = outputs.map(({ format, path }) => [format.name, path]);
  const text = JSON.stringify([
    scope,
    digest === null ? media : `sha256:${digest}`,
    sorted(options),
    sorted({ ...shaping }),
    files,
  ]);
  return createHash('sha256').update(text).digest('hex');
};
