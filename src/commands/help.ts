// `help`: the page of a command or a topic. The pages are made from the command tree, which the program has.
import { Command } from '@commander-js/extra-typings';
import type { Host } from './host.js';

export default (host: Host) =>
  new Command('help')
    .description('Show help for asrctl, a command or a topic.')
    .argument('[words...]', 'a command or a topic; default: asrctl itself')
    .addHelpText(
      'after',
      `
With --json it prints the command tree: flags with their types, choices and defaults, examples, exit codes.

Examples:
  asrctl help transcribe
  asrctl help profile add
  asrctl help formats
  asrctl help --json > commands.json`,
    )
    .action((words) => host.run((app) => host.help(app, words)));
