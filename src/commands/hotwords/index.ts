import { Command } from '@commander-js/extra-typings';
import type { Host } from '../host.js';

export default (host: Host) =>
  new Command('hotwords')
    .description('Show hotword libraries of IMS: words that a job with --hotwords expects.')
    .addCommand(
      new Command('list')
        .description('List hotword libraries.')
        .addHelpText(
          'after',
          `
Examples:
  asrctl hotwords list
  asrctl submit --hotwords "$(asrctl hotwords list --format id | head -1)" oss://talks/a.mp3`,
        )
        .action(() => host.run(async (app) => (await import('./libraries.js')).listLibraries(app))),
    )
    .addCommand(
      new Command('get')
        .description('Show hotword libraries with their words.')
        .argument('<library...>', 'library ids; - reads them from stdin, one per line')
        .action((ids) =>
          host.run(async (app) => (await import('./libraries.js')).getLibraries(app, ids)),
        ),
    );
