import { spawn } from 'node:child_process';
import { Command } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import { parseArgv, type Argv } from '../../argv.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import type { Host } from '../host.js';
import { findJobIds } from '../inputs/jobs/job-ids.js';
import { hintCommand } from '../views/hint-command.js';

export default (host: Host) =>
  new Command('open')
    .description("Open the console's page of a job in a browser, and print its address.")
    .argument('[job]', 'job id, the beginning of one, or @last')
    .addHelpText(
      'after',
      `
The browser is that of the system, or BROWSER. Without a terminal only the address is printed.

Examples:
  asrctl open @last
  asrctl open 88c6ca184c0e47098a5b665e2a126797`,
    )
    .action((job) => host.run((app) => open(app, job)));

/** What opens an address: a program that gets it as its last argument, never a shell. Null where no browser can be. */
export const openerOf = ({ platform, env }: Pick<App, 'platform' | 'env'>): Argv | null => {
  const own = parseArgv(env['BROWSER'] ?? '');
  if (own !== null) return own;
  if (platform === 'darwin') return ['open'];
  // `start` is a command of the shell; this is what it calls.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const display = env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  return display ? ['xdg-open'] : null;
};

/** Resolves to whether the program started; it outlives this process. */
const started = (app: App, [program, ...rest]: Argv, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, [...rest, address], {
      env: app.env,
      cwd: app.cwd,
      detached: true,
      stdio: 'ignore',
    });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });

/** The console's page for the profile's service. Throws exit 2 for the local service, which has none. */
const pageOf = async (app: App, id: string): Promise<string> => {
  const connection = await app.connection();
  const service = app.providers.find(({ name }) => name === connection.provider);
  const page = connection.local ? undefined : service?.consolePage?.(connection);
  if (page !== undefined) return page;
  const what = connection.local ? 'The local service' : connection.provider;
  throw new CliError(Exit.usage, `${what} has no console`, {
    code: 'no_console',
    hint: `Show the job: ${hintCommand(app, 'get', id)}`,
  });
};

const open = async (app: App, named: string | undefined): Promise<Output> => {
  const naming = { command: ['open'], kind: null } as const;
  const [id = ''] = await findJobIds(app, named === undefined ? [] : [named], naming);
  const page = await pageOf(app, id);
  if (new URL(page).protocol !== 'https:') throw usageError(`${page} is not an https address`);
  const opener = app.io.stdout.isTTY ? openerOf(app) : null;
  if (opener !== null && !(await started(app, opener, page)))
    app.tools.notice(`${opener[0]} could not be started: open the address yourself.`);
  // Addresses of the page of one job are documented by neither cloud.
  app.tools.notice(`Look there for job ${id}: the console has no documented address of one job.`);
  return { kind: 'text', text: [`${page}\n`] };
};
