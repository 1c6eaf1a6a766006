// `local serve`: this process becomes the service.
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import { exit } from '../../local/programs/this-process.js';
import { localPaths } from '../../local/process/paths.js';
import { readHandedOptions } from '../../local/process/read-options.js';
import { serve } from '../../local/process/serve.js';
import { defaultRoots } from '../../local/process/start-options.js';

/** The service with the options that `local start` handed over. */
export const runService = async (app: App): Promise<void> => {
  const options = readHandedOptions();
  if (options === null)
    throw usageError('`local serve` is run by asrctl itself', 'Run: asrctl local start');
  const { idleMs, ...settings } = options;
  const { env, home, cwd, platform, version } = app;
  await serve({
    settings: {
      ...settings,
      roots: settings.roots ?? defaultRoots(home, cwd),
      env,
      home,
      platform,
      version,
    },
    paths: localPaths(app.paths.stateDir),
    idleMs,
    now: () => app.clock.now(),
    sleep: (ms, signal) => app.clock.sleep(ms, signal),
    signal: app.signal,
    exit,
  });
};
