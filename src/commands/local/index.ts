import { Argument, Command, Option } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import { faultNames, faultOperations } from '../../local/faults/injected-fault.js';
import type { Host } from '../host.js';

/** The names in `src/local/engines`; a test compares them, so that help does not load the engines. */
export const engineChoices = ['auto', 'whisper', 'pocketsphinx', 'command', 'fake'] as const;

const actions = async () => import('./service.js');

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** The flags of `start`, and of the process it starts. */
const withServiceFlags = (command: Command) =>
  command
    .option('--port <n>', 'port on 127.0.0.1 (default: the last one, or any free port)')
    .option('--concurrency <n>', 'number of jobs at once (default: number of cores minus one)')
    .addOption(
      new Option(
        '--engine <name>',
        'speech engine; fake is for load tests (default: auto)',
      ).choices(engineChoices),
    )
    .option(
      '--model <file>',
      'model file for whisper.cpp (default: WHISPER_MODEL, or a usual folder)',
    )
    .option(
      '--engine-command <command>',
      'your own engine: words or a JSON array; {input} is the WAV file',
    )
    .option(
      '--root <dir>',
      'folder the service may read, repeatable (default: home and current folder)',
      collect,
    )
    .option(
      '--idle-timeout <time>',
      'stop after this time without work, 0 for never (default: 15m)',
    );

const runCommands = (command: Command, host: Host): void => {
  withServiceFlags(command.command('start'))
    .description('Start the service in the background and print its address.')
    .option('--foreground', 'run in this process until it is stopped, with the log on stderr')
    .addHelpText(
      'after',
      `
While the service runs, flags restart it; with unfinished jobs they are an error. Without flags it stays as it is.
A command that starts the service later uses the same flags, until \`local stop\` or the next \`local start\`.`,
    )
    .action((options) => host.run(async (app) => (await actions()).start(app, options)));
  command
    .command('serve', { hidden: true })
    .description('Run the service in this process.')
    .action(() => host.run(async (app: App) => (await actions()).serveHere(app)));
  command
    .command('stop')
    .description('Stop the service; running jobs return to the queue.')
    .option('--all', 'stop every local service of this user, of all state folders')
    .action((options) => host.run(async (app) => (await actions()).stop(app, options)));
  command
    .command('status')
    .description('Show whether the service runs, its address and its engine.')
    .option('--exit-code', 'exit 8 if the service does not run')
    .action((options) => host.run(async (app) => (await actions()).status(app, options)));
  command
    .command('prune')
    .description('Delete ended jobs and their results; the service deletes them after 90 days.')
    .option('--older-than <time>', 'delete jobs that ended longer ago than this', '90d')
    .action((options) => host.run(async (app) => (await actions()).prune(app, options)));
};

const lookCommands = (command: Command, host: Host): void => {
  command
    .command('logs')
    .description('Print the log of the service.')
    .option('-f, --follow', 'follow the log as it grows')
    .action((options) => host.run(async (app) => (await actions()).logs(app, options)));
  command
    .command('env')
    .description('Print the address and keys of the service for other clients; start it if needed.')
    .addHelpText('after', '\nExample:\n  eval "$(asrctl local env)"')
    .action(() => host.run(async (app) => (await actions()).env(app)));
};

const faultActions = async () => import('./faults.js');

const faultExamples = `
Examples:
  asrctl local faults set answer-lost --operation submit
  asrctl local faults set throttling --count 3 --delay 2s
  asrctl local faults set job-fails --count 10`;

const faultCommands = (command: Command, host: Host): void => {
  const faults = command
    .command('faults')
    .description('Inject faults into calls to the service, to test scripts.');
  faults
    .command('set')
    .description(
      'Inject a fault into the next calls; active until used up, cleared, or the service stops.',
    )
    .addArgument(new Argument('<fault>', 'fault to inject').choices(faultNames))
    .addOption(
      new Option(
        '--operation <name>',
        'calls it affects (default: *, every call; for faults of jobs: submit)',
      ).choices(faultOperations),
    )
    .option('--count <n>', 'number of calls', '1')
    .option(
      '--delay <time>',
      'slow: time until the answer; throttling: requested wait; job-stuck: duration; skewed-clock: time ahead (--delay=-1h: behind)',
    )
    .addHelpText('after', faultExamples)
    .action((name, options) =>
      host.run(async (app) => (await faultActions()).set(app, name, options)),
    );
  faults
    .command('list')
    .description('Show the active faults.')
    .action(() => host.run(async (app) => (await faultActions()).list(app)));
  faults
    .command('clear')
    .description('Clear one fault, or all of them.')
    .addArgument(new Argument('[fault]', 'default: all').choices(faultNames))
    .action((name) => host.run(async (app) => (await faultActions()).clear(app, name)));
};

export default (host: Host) => {
  const command = new Command('local').description(
    'Run the local service: speech recognition on this machine, with the wire protocols of the clouds.',
  );
  command
    .command('setup')
    .description('Install a speech engine: PocketSphinx, its US English model, and ffmpeg.')
    .option('-y, --yes', 'install without asking')
    .action((options) => host.run(async (app) => (await import('./setup.js')).setup(app, options)));
  runCommands(command, host);
  lookCommands(command, host);
  faultCommands(command, host);
  return command;
};
