// What surrounds a command: it gets the App, hands back an Output, and never learns how that is shown.
import type { App } from '../app.js';
import type { Output } from '../formats/output.js';

export interface Host {
  /**
   * Runs the command's plain function and renders what it returns; undefined prints nothing.
   * `ownFormats` is for commands whose `--format` names files, not renderings (export); with `beside`
   * the command renders something as well, and `--json` is about that (transcribe).
   */
  run(
    command: (app: App) => Promise<Output | undefined | void>,
    options?: { readonly ownFormats?: boolean | 'beside' },
  ): Promise<void>;
}
