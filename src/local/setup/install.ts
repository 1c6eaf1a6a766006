// Runs the commands of setup.ts in the foreground.
import { spawn } from 'node:child_process';
import { ownUid } from '../programs/this-process.js';
import type { Argv } from '../../argv.js';

/** True for the user who may install packages without asking. */
export const isRoot = (): boolean => ownUid === 0;

/**
 * Runs a command in the foreground: it may ask for a password, and its output goes to stderr,
 * because stdout is for results. Resolves to its exit code, null when it could not start or was killed.
 */
export const runVisibly = (
  argv: Argv,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number | null> =>
  new Promise((resolve) => {
    const [program, ...args] = argv;
    // Otherwise apt may wait for an answer to a question.
    const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { env: quiet, stdio: ['inherit', 2, 'inherit'] });
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
