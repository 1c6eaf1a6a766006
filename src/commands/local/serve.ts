// The service in this process: as the background process, or with `local start --foreground`.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import { findService } from '../../local/client/find.js';
import { saveLastStart } from '../../local/client/last-start.js';
import { localPaths } from '../../local/process/paths.js';
import { readHandedOptions } from '../../local/process/read-options.js';
import { serve } from '../../local/process/serve.js';
import { defaultRoots, type StartOptions } from '../../local/process/start-options.js';
import { exit } from '../../local/programs/this-process.js';

const run = (
  app: App,
  options: StartOptions,
  show?: (line: string) => void,
): Promise<'stopped' | 'busy'> => {
  const { env, home, cwd, platform, version } = app;
  const roots = options.roots ?? defaultRoots(home, cwd);
  return serve({
    settings: { ...options, roots, env, home, platform, version },
    paths: localPaths(app.paths.stateDir),
    now: () => app.clock.now(),
    sleep: (ms, signal) => app.clock.sleep(ms, signal),
    signal: app.signal,
    show,
    exit,
  });
};

/** With the options that the starting process handed over. A second service ends at once. */
export const serveHanded = async (app: App): Promise<void> => {
  const options = readHandedOptions();
  if (options === null)
    throw usageError('`local serve` is run by asrctl itself', 'Run: asrctl local start');
  await run(app, options);
};

const runsAlready = (): CliError =>
  new CliError(Exit.exists, 'The local service already runs', {
    hint: 'Stop it with `asrctl local stop`.',
  });

/** Until a signal or the idle timeout, with the log on stderr. Exit 9 when a service already runs. */
export const serveInForeground = async (app: App, options: StartOptions): Promise<void> => {
  const { service, lastStart } = localPaths(app.paths.stateDir);
  if ((await findService(service)) !== null) throw runsAlready();
  saveLastStart(lastStart, options);
  if ((await run(app, options, (line) => app.tools.notice(line))) === 'busy') throw runsAlready();
};
