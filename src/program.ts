// The root command: finds which command is meant, loads only that one, and turns errors into messages and exit codes.
import { Command } from '@commander-js/extra-typings';
import type { App, GlobalFlags } from './app.js';
import { namedCommand, usageErrorOf } from './command-line.js';
import { globalOptions, readGlobals } from './commands/globals.js';
import type { Host } from './commands/host.js';
import { buildCommand, commands, type CommandEntry } from './commands/index.js';
import { applyProject } from './commands/project-defaults.js';
import { Exit, usageError, type ExitCode } from './errors.js';
import type { Messages } from './messages.js';
import { once } from './once.js';
import { asCliError } from './system-faults.js';
import { InputEnded, StreamClosed } from './terminal/streams.js';

/** What the program gets from main. Streams and messages exist before flags are parsed. */
export interface Shell {
  readonly io: App['io'];
  readonly version: string;
  readonly providers: App['providers'];
  readonly messages: Messages;
  /** Called once, after parsing. */
  app(flags: GlobalFlags): App;
}

const newRoot = (shell: Shell): Command =>
  new Command('asrctl')
    .description('Submit and inspect speech-transcription jobs, and export subtitles.')
    .version(shell.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .usage('<command> [flags]');

/** Output and error settings go to every command of the tree: commander does not inherit them. */
const settle = (command: Command, shell: Shell): void => {
  command
    .exitOverride()
    .configureOutput({
      // Help into a closed pipe (`| head`) is no failure.
      writeOut: (text) => void shell.io.stdout.write(text).catch(() => {}),
      // Errors are printed once, by `end`.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(shell.io.stdout.columns, 100),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .helpOption('-h, --help', 'show help');
  for (const child of command.commands) settle(child as Command, shell);
};

const helpFooter = `
Help for one command: asrctl <command> --help
Exit codes: 0 done, 1 error, 2 usage, 3 not found, 4 credentials, 5 job failed, 6 some failed,
            7 timeout, 8 service unavailable, 9 would overwrite, 130/143 interrupted`;

/** The root with every command as a line in its help, or those of `only`; commands that `load` selects are complete. */
export const buildProgram = async (
  shell: Shell,
  host: Host,
  load: (entry: CommandEntry) => boolean,
  only?: readonly CommandEntry[],
): Promise<Command> => {
  const root = newRoot(shell);
  for (const option of globalOptions()) root.addOption(option);
  for (const entry of only ?? commands) {
    const command = load(entry)
      ? await buildCommand(entry, host, shell.providers)
      : new Command(entry.name).description(entry.summary);
    if (!load(entry) && entry.alias !== undefined) command.alias(entry.alias);
    root.addCommand(command);
  }
  root.addHelpText('after', helpFooter);
  settle(root, shell);
  return root;
};

const unanswered = () =>
  usageError(
    'The input ended before the last question was answered',
    'Run the command again and answer every question, or give the values as flags.',
  );

/** Prints what went wrong. A closed pipe (`| head`) and a printed help text are no failures. */
const end = async (shell: Shell, thrown: unknown): Promise<ExitCode> => {
  if (thrown === null || thrown instanceof StreamClosed) return Exit.ok;
  const error = thrown instanceof InputEnded ? unanswered() : asCliError(thrown);
  await shell.messages.error(error);
  return error.exitCode;
};

/** Runs one command line and prints every error. Resolves to the exit code. */
export const run = async (shell: Shell, argv: readonly string[]): Promise<ExitCode> => {
  try {
    const open = once(async () => shell.app(readGlobals(root.opts())));
    const host: Host = {
      async run(command, options) {
        const app = await open();
        const { checkRendering, render } = await import('./formats/render.js');
        if (options?.ownFormats !== true) await checkRendering(app);
        const output = await command(app);
        if (output) await render(app, output);
      },
    };
    const entry = namedCommand(argv);
    // With the command in front no help shows the others, and to build fifteen of them takes a millisecond.
    const isFirst = entry !== undefined && (argv[0] === entry.name || argv[0] === entry.alias);
    const only = isFirst ? [entry] : commands;
    const root = await buildProgram(shell, host, (candidate) => candidate === entry, only);
    root.hook('preAction', async (_root, command) => applyProject(await open(), command));
    try {
      await root.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    } catch (error) {
      throw usageErrorOf(error, root, argv);
    }
    return Exit.ok;
  } catch (error) {
    return end(shell, error);
  }
};
