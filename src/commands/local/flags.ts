// The flags of `local start`: typed texts to checked options.
import { resolve } from 'node:path';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import { parseArgv, type Argv } from '../../argv.js';
import { defaultOptions, type StartOptions } from '../../local/process/start-options.js';
import { parseDuration } from '../views/times.js';

/** As typed; absent for the default. */
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

const commandOf = ({ engine, engineCommand }: ServiceFlags): Argv | null => {
  const command = engineCommand === undefined ? null : parseArgv(engineCommand);
  if (engineCommand !== undefined && command === null) {
    throw usageError(
      '--engine-command is not a command',
      'Write words, or a JSON array of strings: ["my-engine", "--wav", "{input}"].',
    );
  }
  if (engine === 'command' && command === null) {
    throw usageError('--engine command needs a command', 'Add one with --engine-command.');
  }
  return command;
};

/** The flags checked, paths absolute. Throws exit 2. */
export const startOptions = (app: App, flags: ServiceFlags): StartOptions => {
  const { engine = 'auto', model, root, idleTimeout } = flags;
  const command = commandOf(flags);
  return {
    port: integer(flags.port, '--port', 0, 65_535),
    concurrency: integer(flags.concurrency, '--concurrency', 1, 256),
    // A command is given to be used.
    engine: command !== null && engine === 'auto' ? 'command' : engine,
    model: model === undefined ? null : resolve(app.cwd, model),
    command,
    commandDir: command === null ? null : app.cwd,
    roots: root?.map((folder) => resolve(app.cwd, folder)) ?? null,
    idleMs:
      idleTimeout === undefined
        ? defaultOptions.idleMs
        : parseDuration(idleTimeout, '--idle-timeout'),
  };
};

/** The options that flags on the command line set. */
export const typedOptions = (flags: ServiceFlags): readonly (keyof StartOptions)[] => {
  const byFlag: Readonly<Record<keyof ServiceFlags, readonly (keyof StartOptions)[]>> = {
    port: ['port'],
    concurrency: ['concurrency'],
    engine: ['engine'],
    model: ['model'],
    engineCommand: ['engine', 'command', 'commandDir'],
    root: ['roots'],
    idleTimeout: ['idleMs'],
  };
  const typed = Object.keys(byFlag) as (keyof ServiceFlags)[];
  return typed.filter((name) => flags[name] !== undefined).flatMap((name) => byFlag[name]);
};
