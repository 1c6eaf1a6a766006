// The root command: finds which command is meant, loads only that one, and turns errors into messages and exit codes.
import { Command, CommanderError } from '@commander-js/extra-typings';
import type { App, GlobalFlags } from './app.js';
import { globalOptions, readGlobals } from './commands/globals.js';
import type { Host } from './commands/host.js';
import { buildCommand, commands, type CommandEntry } from './commands/index.js';
import { CliError, Exit, systemFault, type ExitCode } from './errors.js';
import { StreamClosed } from './terminal/streams.js';

/** The program's view of main: an App for the flags as parsed. Streams exist before flags do. */
export interface Shell {
  readonly io: App['io'];
  readonly version: string;
  readonly providers: App['providers'];
  /** Called once, after parsing. */
  app(flags: GlobalFlags, complain: App['complain']): App;
  /** Resolves when every notice and trace said so far is on stderr. */
  settle(): Promise<void>;
}

const takesValue = new Set(
  globalOptions()
    .filter((option) => option.required)
    .flatMap((option) => [option.long, option.short]),
);

/** The words that are neither a flag nor a global flag's value; behind `--` every word. */
const operandsOf = (argv: readonly string[]): string[] => {
  const operands: string[] = [];
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--') return [...operands, ...argv.slice(i + 1)];
    if (takesValue.has(word)) i += 1;
    else if (!word.startsWith('-')) operands.push(word);
  }
  return operands;
};

/** The command a command line names: its first operand. */
const named = (argv: readonly string[]): CommandEntry | undefined => {
  const [first, second] = operandsOf(argv);
  const name = first === 'help' ? second : first;
  if (name === undefined) return undefined;
  return commands.find((entry) => entry.name === name || entry.alias === name);
};

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
      // Help into a pipe whose reader has gone (`| head`) is no failure.
      writeOut: (text) => void shell.io.stdout.write(text).catch(() => {}),
      // Errors are printed once, by `report`.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(shell.io.stdout.columns, 100),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .helpOption('-h, --help', 'show help');
  for (const child of command.commands) settle(child as Command, shell);
};

const helpFooter = `
Every command explains itself: asrctl <command> --help
Exit codes: 0 done, 1 error, 2 usage, 3 not found, 4 credentials, 5 job failed, 6 some failed,
            7 timeout, 8 service unavailable, 9 would overwrite, 130/143 interrupted`;

/** The root with every command as a line in its help, or those of `only`; what `load` picks is there in full. */
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

const usageHint = (argv: readonly string[]): string => {
  const entry = named(argv);
  return entry === undefined ? 'See asrctl --help.' : `See asrctl ${entry.name} --help.`;
};

/** What commander shows help for: `help` of no command, or a group without one of its commands. */
const incomplete = (root: Command, argv: readonly string[]): string => {
  const operands = operandsOf(argv);
  if (operands[0] === 'help') return `Unknown command '${operands[1] ?? ''}'`;
  let group = root;
  for (const word of operands) {
    const next = group.commands.find((one) => one.name() === word) as Command | undefined;
    if (next === undefined) break;
    group = next;
  }
  const names = group
    .createHelp()
    .visibleCommands(group)
    .map((command) => command.name())
    .filter((name) => name !== 'help')
    .join(', ');
  return `${group.name()} needs a command: ${names}`;
};

/** commander's own complaints as usage errors; help and version that were asked for are no errors. */
const translate = (error: unknown, root: Command, argv: readonly string[]): unknown => {
  if (!(error instanceof CommanderError)) return error;
  if (error.exitCode === 0) return null;
  if (error.code === 'commander.help')
    return new CliError(Exit.usage, incomplete(root, argv), { hint: usageHint(argv) });
  const message = error.message.replace(/^error: /, '');
  return new CliError(Exit.usage, sentence(message), { hint: usageHint(argv) });
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Runs one command line. Resolves to the exit code; everything that goes wrong is printed here,
 * as two lines or, under `--json`, as one object on stderr.
 */
export const run = async (shell: Shell, argv: readonly string[]): Promise<ExitCode> => {
  let app: App | null = null;
  try {
    const host: Host = {
      async run(command, options) {
        app = shell.app(readGlobals(root.opts()), (error) => print(shell, app, error, argv));
        const { checkRendering, render } = await import('./formats/render.js');
        if (options?.ownFormats !== true) await checkRendering(app);
        const output = await command(app);
        if (output) await render(app, output);
      },
    };
    const entry = named(argv);
    // With the command in front nobody sees the others: making fifteen of them takes a millisecond.
    const isFirst = entry !== undefined && (argv[0] === entry.name || argv[0] === entry.alias);
    const only = isFirst ? [entry] : commands;
    const root = await buildProgram(shell, host, (candidate) => candidate === entry, only);
    try {
      await root.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    } catch (error) {
      throw translate(error, root, argv);
    }
    return Exit.ok;
  } catch (error) {
    return report(shell, app, error, argv);
  }
};

/** Before the flags are parsed, or when they cannot be, the words themselves tell. */
const asksForJson = (argv: readonly string[]): boolean =>
  argv.some(
    (word, i) =>
      word === '--json' ||
      word === '--format=json' ||
      (word === '--format' && argv[i + 1] === 'json'),
  );

const wantsJson = (app: App | null, argv: readonly string[]): boolean =>
  app === null ? asksForJson(argv) : app.flags.formats[0] === 'json';

/** What went wrong, as a CliError; anything else is a fault of ours and says so. */
const asCliError = (error: unknown): CliError => {
  if (error instanceof CliError) return error;
  const known = systemFault(error);
  if (known !== null) return known;
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(Exit.error, message, {
    code: 'internal',
    hint: 'This is a fault in asrctl; please report it with the output of --verbose.',
    cause: error,
  });
};

const causeOf = (error: CliError): string =>
  error.cause instanceof Error ? `${error.cause.stack ?? error.cause.message}\n` : '';

const report = async (
  shell: Shell,
  app: App | null,
  thrown: unknown,
  argv: readonly string[],
): Promise<ExitCode> => {
  // A closed pipe (`| head`) and a printed help text are not failures.
  if (thrown === null || thrown instanceof StreamClosed) return Exit.ok;
  const error = asCliError(thrown);
  await shell.settle();
  await print(shell, app, error, argv);
  return error.exitCode;
};

const print = async (
  shell: Shell,
  app: App | null,
  error: CliError,
  argv: readonly string[],
): Promise<void> => {
  const { stderr } = shell.io;
  try {
    if (wantsJson(app, argv)) {
      await stderr.write(`${JSON.stringify(error)}\n`);
    } else {
      const { safeBlock, safeLine } = await import('./terminal/text.js');
      const request = error.requestId === null ? '' : ` (request id ${safeLine(error.requestId)})`;
      const hint = error.hint === null ? '' : `${safeBlock(error.hint)}\n`;
      await stderr.write(`asrctl: ${safeLine(error.message)}${request}\n${hint}`);
      if (argv.includes('--verbose') || argv.includes('-v')) await stderr.write(causeOf(error));
    }
  } catch (failed) {
    if (!(failed instanceof StreamClosed)) throw failed;
  }
};
