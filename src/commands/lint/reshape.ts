// `lint --reshape`: shapes the text of a file again in the style, and writes it in the file's own format.
import type { App } from '../../app.js';
import type { Output, Text } from '../../formats/output.js';
import { renderTrack } from '../outputs/render-track.js';
import type { Checked } from './view.js';
import type { FileFlags, StyleFlags } from '../inputs/export-flag-table.js';
import { saveOutput } from '../outputs/save-output.js';
import { inChunks } from '../outputs/write-file.js';
import { targetsOf } from './targets.js';

type Options = StyleFlags & FileFlags;

/**
 * Shapes every file again and writes it, in place or to `-o`. As in export, nothing is replaced without
 * `--force` (exit 9), and rules that could not be kept are printed on stderr.
 */
export const reshaped = async (
  app: App,
  checked: readonly Checked[],
  options: Options,
  failure: Text['failure'],
): Promise<Output> => {
  const targets = await targetsOf(app, checked, options);
  const force = options.force === true;
  const flags = { ...options, speakers: true as const };
  const exporting = {
    notice: (line: string) => app.tools.notice(line),
    flags,
    listedBy: 'asrctl lint',
    second: null,
    told: new Set<string>(),
  };
  for (const target of targets) {
    const text = await renderTrack(exporting, target);
    if (target.path === null) return { kind: 'text', foreign: true, text: inChunks(text), failure };
    await saveOutput(app, target.path, text, force);
  }
  return { kind: 'text', text: [], failure };
};
