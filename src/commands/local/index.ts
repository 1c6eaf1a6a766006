import { Argument, Command, Option } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import { faultNames, faultOperations } from '../../local/faults/injected-fault.js';
import type { Host } from '../host.js';

/** As `src/local/engines` has them; a test compares, so that help does not have to load them. */
export const engineChoices = ['auto', 'whisper', 'pocketsphinx', 'command', 'fake'] as const;

const actions = async () => import('./service.js');

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** The flags of `start`, and of the process it starts. */
const withServiceFlags = (command: Command) =>
  command
    .option('--port <n>', 'listen on this port of 127.0.0.1 (default: the last one, else any)')
    .option('--concurrency <n>', 'jobs at once (default: one less than there are cores)')
    .addOption(
      new Option(
        '--engine <name>',
        'speech engine; fake is for load tests (default: auto)',
      ).choices(engineChoices),
    )
    .option('--model <file>', 'model file of whisper.cpp (default: WHISPER_MODEL, usual folders)')
    .option(
      '--engine-command <command>',
      'your own engine: words, or a JSON array; {input} is the WAV file',
    )
    .option(
      '--root <dir>',
      'folder it may read, repeatable (default: home and current folder)',
      collect,
    )
    .option('--idle-timeout <time>', 'stop after so long without work, 0 for never (default: 15m)');

const runCommands = (command: Command, host: Host): void => {
  withServiceFlags(command.command('start'))
    .description('Start the service in the background; says where it is when it runs already.')
    .addHelpText(
      'after',
      '\nA command that starts the service again by itself uses these flags too, until `local stop` or the next `local start`.',
    )
    .action((options) => host.run(async (app) => (await actions()).start(app, options)));
  command
    .command('serve', { hidden: true })
    .description('Run the service in this process.')
    .action(() => host.run(async (app: App) => (await actions()).serveHere(app)));
  command
    .command('stop')
    .description('Stop the service; jobs that run go back to its queue.')
    .action(() => host.run(async (app) => (await actions()).stop(app)));
  command
    .command('status')
    .description('Show whether the service runs, where, and on which engine.')
    .action(() => host.run(async (app) => (await actions()).status(app)));
};

const lookCommands = (command: Command, host: Host): void => {
  command
    .command('logs')
    .description('Print what the service wrote.')
    .option('-f, --follow', 'go on as it writes more')
    .action((options) => host.run(async (app) => (await actions()).logs(app, options)));
  command
    .command('env')
    .description('Print address and keys of the service, for other clients; starts it if need be.')
    .addHelpText('after', '\nExample:\n  eval "$(asrctl local env)"')
    .action(() => host.run(async (app) => (await actions()).env(app)));
};

const faultActions = async () => import('./faults.js');

const faultCommands = (command: Command, host: Host): void => {
  const faults = command
    .command('faults')
    .description('Let calls to the service go wrong on purpose, to test scripts against it.');
  faults
    .command('set')
    .description('Let the next calls meet a fault; in force until used up, cleared, or it stops.')
    .addArgument(new Argument('<fault>', 'what goes wrong').choices(faultNames))
    .addOption(
      new Option(
        '--operation <name>',
        'calls it befalls (default: *, every call; faults of jobs: submit)',
      ).choices(faultOperations),
    )
    .option('--count <n>', 'how many calls', '1')
    .option(
      '--delay <time>',
      'slow: until the answer; throttling: wait asked for; job-stuck: how long; skewed-clock: how far ahead (--delay=-1h: behind)',
    )
    .addHelpText(
      'after',
      `
Examples:
  asrctl local faults set answer-lost --operation submit
  asrctl local faults set throttling --count 3 --delay 2s
  asrctl local faults set job-fails --count 10`,
    )
    .action((name, options) =>
      host.run(async (app) => (await faultActions()).set(app, name, options)),
    );
  faults
    .command('list')
    .description('Show the faults in force.')
    .action(() => host.run(async (app) => (await faultActions()).list(app)));
  faults
    .command('clear')
    .description('End a fault, or all of them.')
    .addArgument(new Argument('[fault]', 'default: all').choices(faultNames))
    .action((name) => host.run(async (app) => (await faultActions()).clear(app, name)));
};

export default (host: Host) => {
  const command = new Command('local').description(
    'Run the local service: real speech recognition on this machine, behind the wire protocols of the clouds.',
  );
  command
    .command('setup')
    .description('Install a speech engine: PocketSphinx, its US English model, and ffmpeg.')
    .option('-y, --yes', 'do not ask')
    .action((options) => host.run(async (app) => (await import('./setup.js')).setup(app, options)));
  runCommands(command, host);
  lookCommands(command, host);
  faultCommands(command, host);
  return command;
};
