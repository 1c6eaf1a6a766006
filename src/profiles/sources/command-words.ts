// The command of a profile: which words name a program.
import { isAbsolute, resolve } from 'node:path';
import { parseArgv } from '../../argv.js';

/** True for `./keys` and `bin/keys`, but not for a bare name. */
export const isRelative = (program: string): boolean =>
  /[/\\]/.test(program) && !isAbsolute(program);

/** The same command with an absolute path for a relative one; a bare name is looked up in PATH when it runs. */
export const absoluteCommand = (typed: string, cwd: string): string => {
  const [program = '', ...rest] = parseArgv(typed) ?? [];
  return isRelative(program) ? JSON.stringify([resolve(cwd, program), ...rest]) : typed;
};
