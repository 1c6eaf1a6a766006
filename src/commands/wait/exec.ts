// `wait --exec`: runs a program for a finished job.
import { spawn } from 'node:child_process';
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import { stringify } from '../../formats/records/raw-json.js';
import type { Argv } from '../../argv.js';
import { hintCommand } from '../views/hint-command.js';

/** Resolves to how the program ended; null for exit code 0. */
const endOf = (app: App, [program, ...rest]: Argv, stdin: string): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: app.cwd,
      env: app.env,
      signal: app.signal,
      // stdout of asrctl is the list of finished jobs: what the program prints goes to stderr.
      stdio: ['pipe', 2, 2],
    });
    child.once('error', (error) => {
      if (app.signal.aborted) reject(app.signal.reason as Error);
      else resolve(`could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      if (app.signal.aborted) reject(app.signal.reason as Error);
      else if (signal !== null) resolve(`was stopped by ${signal}`);
      else resolve(code === 0 ? null : `ended with exit code ${code}`);
    });
    // A program that does not read its stdin is not an error.
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
  });

/** Runs the program with the job's document on stdin. Resolves to an error if it fails. */
export const runFor = async (
  app: App,
  argv: Argv,
  id: string,
  document: unknown,
): Promise<CliError | null> => {
  const how = await endOf(app, argv, `${stringify(document, 0)}\n`);
  if (how === null) return null;
  return new CliError(Exit.error, `${argv[0]} ${how} for job ${id}`, {
    code: 'exec_failed',
    hint: `The job itself is finished. Run the program by hand on the output of: ${hintCommand(app, 'get', id, '--format', 'jsonl')}`,
  });
};
