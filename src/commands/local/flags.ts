// The flags of `local start`, and of the service process it starts.
import { resolve } from 'node:path';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import { parseCommand } from '../../local/engines/command.js';
import type { ServiceSettings } from '../../local/service.js';
import { parseDuration } from '../views/times.js';

/** As typed; absent where the default is meant. */
export interface ServiceFlags {
  readonly port?: string;
  readonly concurrency?: string;
  readonly engine?: string;
  readonly model?: string;
  readonly engineCommand?: string;
  readonly root?: readonly string[];
  readonly idleTimeout?: string;
}

const integer = (text: string | undefined, flag: string, least: number, most: number) => {
  if (text === undefined) return null;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw usageError(`${flag} "${text}" is not a number from ${least} to ${most}`);
};

/** The flags checked and made absolute. Throws exit 2. */
export const settingsOf = (app: App, flags: ServiceFlags): ServiceSettings => {
  const { engine = 'auto', engineCommand: given } = flags;
  const command = given === undefined ? null : parseCommand(given);
  if (given !== undefined && command === null) {
    throw usageError(
      '--engine-command is not a command',
      'Write words, or a JSON array of strings: ["my-engine", "--wav", "{input}"].',
    );
  }
  if (engine === 'command' && command === null) {
    throw usageError('--engine command needs a command', 'Give it with --engine-command.');
  }
  return {
    port: integer(flags.port, '--port', 0, 65_535),
    concurrency: integer(flags.concurrency, '--concurrency', 1, 256),
    // A command was given to be used.
    engine: command !== null && engine === 'auto' ? 'command' : engine,
    model: flags.model === undefined ? null : resolve(app.cwd, flags.model),
    command,
    roots: (flags.root ?? [app.home, app.cwd]).map((root) => resolve(app.cwd, root)),
    env: app.env,
    home: app.home,
    platform: app.platform,
    version: app.version,
  };
};

/** `--idle-timeout` in milliseconds. Throws exit 2. */
export const idleMsOf = ({ idleTimeout = '15m' }: ServiceFlags): number =>
  parseDuration(idleTimeout, '--idle-timeout');

/** The argument list of the service process: the same flags, spelled out. */
export const serviceCommand = (app: App, flags: ServiceFlags): readonly string[] => {
  const settings = settingsOf(app, flags);
  const option = (name: string, value: string | number | null): readonly string[] =>
    value === null ? [] : [`${name}=${value}`];
  return [
    ...app.self,
    'local',
    'serve',
    ...option('--port', settings.port),
    ...option('--concurrency', settings.concurrency),
    ...option('--engine', settings.engine),
    ...option('--model', settings.model),
    ...option('--engine-command', settings.command && JSON.stringify(settings.command)),
    ...settings.roots.flatMap((root) => option('--root', root)),
    ...option('--idle-timeout', `${idleMsOf(flags)}ms`),
  ];
};
