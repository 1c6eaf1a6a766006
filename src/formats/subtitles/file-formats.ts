// Formats of files that are no rendering of a list: what `--format` means where both are possible.
import { recordFormatNames } from '../records/index.js';
import { subtitleFormats } from './index.js';

/** `srt`, `vtt` and so on; without `json`, `csv` and `tsv`, which are renderings too. */
export const fileFormatNames: readonly string[] = subtitleFormats
  .map(({ name }) => name)
  .filter((name) => !recordFormatNames.some((record) => record === name));
