// What runs a command: it passes the App and renders the Output that the command returns.
import type { App } from '../app.js';
import type { Output } from '../formats/output.js';

export interface Host {
  /**
   * Runs the command's plain function and renders what it returns; undefined prints nothing.
   * `ownFormats` is for commands whose `--format` names file formats, not renderings (export). With `fileFormats`
   * it names both (transcribe): those of the list go to the command, the others to the renderer.
   */
  run(
    command: (app: App, files: readonly string[]) => Promise<Output | undefined | void>,
    options?: { readonly ownFormats?: true; readonly fileFormats?: readonly string[] },
  ): Promise<void>;
  /** Help by the words after `help`. Throws exit 2 for words that name neither a command nor a topic. */
  help(app: App, words: readonly string[]): Promise<Output>;
}
