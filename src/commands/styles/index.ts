// The styles of `--style`: their limits, where these come from, and a cue in each.
import { Command } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import type { Host } from '../host.js';

export default (host: Host) =>
  new Command('styles')
    .description('Show the subtitle styles, their limits and sources, and a sample of each.')
    .argument('[name]', 'one style, with a sample')
    .addHelpText(
      'after',
      `
CHARS are columns in a line and CPS columns in a second. In netflix-zh, -ja and -ko a full-width character is
one column and a half-width one half a column; in the others every character is one.

Examples:
  asrctl styles
  asrctl styles bbc
  asrctl styles --json`,
    )
    .action((name) => host.run((app) => styles(app, name)));

const styles = async (_app: App, name: string | undefined): Promise<Output> => {
  const { stylesOutput } = await import('./view.js');
  return stylesOutput(name ?? null);
};
