// The root command: finds which command is meant, loads only that one, and turns errors into messages and exit codes.
import { Command, type CommanderError } from '@commander-js/extra-typings';
import type { App, GlobalFlags } from './app.js';
import { namedCommand } from './command-line.js';
import { globalOptions, readGlobals } from './commands/globals.js';
import type { Host } from './commands/host.js';
import { buildCommand, commands, type CommandEntry } from './commands/index.js';
import { applyProject } from './commands/project-defaults.js';
import { Exit, usageError, type ExitCode } from './errors.js';
import type { Output } from './formats/output.js';
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

/** Thrown when commander stops parsing: what it says, and the command that it was parsing. */
class ParsingEnded extends Error {
  constructor(
    readonly reason: CommanderError,
    readonly command: Command,
  ) {
    super(reason.message);
  }
}

const newRoot = (shell: Shell): Command =>
  new Command('asrctl')
    .description(
      'Transcribe recordings and export subtitles, with Alibaba Cloud IMS, Tencent Cloud CI, or a speech engine on this machine.',
    )
    .version(shell.version, '-V, --version', 'print the version')
    .usage('<command> [flags]');

/** Output and error settings go to every command of the tree: commander does not inherit them. */
const settle = (command: Command): void => {
  command
    .exitOverride((reason) => {
      throw new ParsingEnded(reason, command);
    })
    // Help and errors are printed in our own words, after parsing.
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .configureHelp({ formatHelp: () => '' })
    .showSuggestionAfterError(false)
    .helpCommand(false)
    .helpOption('-h, --help', 'show help');
  for (const child of command.commands) settle(child as Command);
};

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
      : new Command(entry.name).description(entry.summary).helpGroup(entry.group);
    if (!load(entry) && entry.alias !== undefined) command.alias(entry.alias);
    root.addCommand(command);
  }
  settle(root);
  return root;
};

const unanswered = () =>
  usageError(
    'The input ended before the last question was answered',
    'Run the command again and answer every question, or give the values as flags.',
  );

/** Prints what went wrong. A closed pipe (`| head`) and a printed help text are no failures. */
const end = async (shell: Shell, thrown: unknown): Promise<ExitCode> => {
  if (thrown instanceof StreamClosed) return Exit.ok;
  const error = thrown instanceof InputEnded ? unanswered() : asCliError(thrown);
  await shell.messages.error(error);
  return error.exitCode;
};

/** What commander ended parsing for: help, the version, or a usage error. */
const afterParsing = async (
  { reason, command }: ParsingEnded,
  shell: Shell,
  argv: readonly string[],
  show: (make: (app: App) => Promise<Output>) => Promise<void>,
  helpOfWords: Host['help'],
): Promise<void> => {
  if (reason.code === 'commander.version') return shell.io.stdout.write(`${shell.version}\n`);
  if (reason.code === 'commander.helpDisplayed') {
    const { helpOfCommand } = await import('./help/index.js');
    return show((app) => helpOfCommand(app, command));
  }
  const { usageErrorOf, helpWords } = await import('./help/usage-errors.js');
  const words = helpWords(reason, command);
  if (words !== null) return show((app) => helpOfWords(app, words));
  throw usageErrorOf(reason, command, argv);
};

/** Names of file formats in `--format`, and the App without them. */
const divided = (app: App, fileFormats: readonly string[]): { app: App; files: string[] } => {
  const files = app.flags.formats.filter((name) => fileFormats.includes(name));
  if (files.length === 0) return { app, files };
  const formats = app.flags.formats.filter((name) => !fileFormats.includes(name));
  return { app: { ...app, flags: { ...app.flags, formats } }, files };
};

/** Runs one command line and prints every error. Resolves to the exit code. */
export const run = async (shell: Shell, argv: readonly string[]): Promise<ExitCode> => {
  try {
    const open = once(async () => shell.app(readGlobals(root.opts())));
    const show: Host['run'] = async (command, options) => {
      const { app, files } = divided(await open(), options?.fileFormats ?? []);
      const { checkRendering, render } = await import('./formats/render.js');
      if (options?.ownFormats !== true) await checkRendering(app);
      const output = await command(app, files);
      if (output) await render(app, output);
    };
    const help: Host['help'] = async (app, words) => {
      const { helpOfWords } = await import('./help/index.js');
      return helpOfWords(app, words, (load) => buildProgram(shell, host, load));
    };
    const host: Host = { run: show, help };
    const entry = namedCommand(argv);
    // With the command in front no help shows the others, and to build fifteen of them takes a millisecond.
    const isFirst = entry !== undefined && (argv[0] === entry.name || argv[0] === entry.alias);
    const only = isFirst ? [entry] : commands;
    const root = await buildProgram(shell, host, (candidate) => candidate === entry, only);
    root.hook('preAction', async (_root, command) => applyProject(await open(), command));
    try {
      await root.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    } catch (error) {
      if (!(error instanceof ParsingEnded)) throw error;
      await afterParsing(error, shell, argv, show, help);
    }
    return Exit.ok;
  } catch (error) {
    return end(shell, error);
  }
};
