// The subcommands of `local`; loaded when one of them runs.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Output, Records } from '../../formats/output.js';
import { forgetLastStart, saveLastStart } from '../../local/client/last-start.js';
import { differentFlags, restartWith } from '../../local/client/restart.js';
import { startAsLast, startService, type StartContext } from '../../local/client/start.js';
import { startContextOf } from '../../local/client/start-context.js';
import { findWithStatus, pruneJobs } from '../../local/client/status.js';
import { stopAllServices, stopService } from '../../local/client/stop.js';
import { localPaths } from '../../local/process/paths.js';
import type { ServiceFile } from '../../local/process/service-file.js';
import type { StartOptions } from '../../local/process/start-options.js';
import { prunedOutput } from '../views/pruned.js';
import { parseDuration } from '../views/times.js';
import { startOptions, typedOptions, type ServiceFlags } from './flags.js';
import { statusOf, statusOutput, type StatusView } from './status.js';

interface StartFlags extends ServiceFlags {
  readonly foreground?: true;
}

/** `local start`: prints the address. Exit 8 with the reason when it cannot start. */
export const start = async (
  app: App,
  { foreground, ...flags }: StartFlags,
): Promise<Output | undefined> => {
  const context = startContextOf(app);
  const options = startOptions(app, flags);
  if (foreground) {
    const { serveInForeground } = await import('./serve.js');
    await serveInForeground(app, options);
    return undefined;
  }
  const { file, fresh } = await startService(context, options);
  if (fresh) saveLastStart(context.paths.lastStart, options);
  const endpoint = fresh ? file.endpoint : await adapt(app, context, options, flags);
  return statusOutput(await serviceStatus(app), endpoint, 'lines');
};

/** A service that runs already gets the flags that were typed; without any it stays as it is. The address. */
const adapt = async (
  app: App,
  context: StartContext,
  options: StartOptions,
  flags: ServiceFlags,
): Promise<string> => {
  const found = await findWithStatus(context.paths.service);
  if (found === null) throw notRunning();
  const different = differentFlags(found, options, typedOptions(flags));
  if (different.length === 0) {
    app.tools.notice('The local service already runs.');
    return found.file.endpoint;
  }
  const { platform } = app;
  const { file } = await restartWith({ ...context, platform }, found, options, different);
  app.tools.notice('Restarted the local service with these flags.');
  return file.endpoint;
};

/** `local serve`: this process becomes the service. A second one ends at once. */
export const serveHere = async (app: App): Promise<undefined> => {
  // The database and everything that needs it load in the service only.
  const { serveHanded } = await import('./serve.js');
  await serveHanded(app);
};

/** `local stop`: the service of this state folder, or with `--all` every service of this user. */
export const stop = async (app: App, { all }: { all?: true }): Promise<Output> => {
  const context = startContextOf(app);
  // First: a waiting command that finds the service stopped may start it before this one is done.
  forgetLastStart(context.paths.lastStart);
  const { platform } = app;
  const one = async (): Promise<number> =>
    (await stopService({ ...context, platform })) === null ? 0 : 1;
  const count = all ? await stopAllServices({ ...context, platform }) : await one();
  if (count === 0) app.tools.notice('The local service was not running.');
  if (count > 1) app.tools.notice(`Stopped ${count} local services.`);
  return statusOutput(statusOf(null), count === 0 ? 'not running' : 'stopped', 'lines');
};

const notRunning = (): CliError =>
  new CliError(Exit.unavailable, 'The local service is not running', {
    hint: 'Start it with `asrctl local start`.',
  });

/** `local status`; with `--exit-code` exit 8 when the service does not run. */
export const status = async (app: App, { exitCode }: { exitCode?: true }): Promise<Output> => {
  const found = await serviceStatus(app);
  const failure = (): CliError | null => (exitCode && !found.running ? notRunning() : null);
  return { ...statusOutput(found, '', 'detail'), failure };
};

/** `local prune`: deletes ended jobs and their results. Starts the service if it does not run. */
export const prune = async (app: App, { olderThan }: { olderThan: string }): Promise<Output> => {
  const olderThanMs = parseDuration(olderThan, '--older-than');
  const { file } = await startAsLast(startContextOf(app));
  return prunedOutput(await pruneJobs(file, olderThanMs), 'jobs deleted');
};

/** The state of the service of this state folder; `doctor` shows it too. */
export const serviceStatus = async (app: App): Promise<StatusView> =>
  statusOf(await findWithStatus(localPaths(app.paths.stateDir).service));

export const logs = async (app: App, options: { follow?: true }): Promise<Output> => {
  const { logText } = await import('../../local/client/follow.js');
  const sleep = (ms: number): Promise<void> => app.clock.sleep(ms, app.signal);
  const text = logText(localPaths(app.paths.stateDir).log, options.follow ? sleep : null);
  return { kind: 'text', text, foreign: true };
};

interface Assignment {
  readonly name: string;
  readonly value: string;
}

/** Quoted for a POSIX shell; plain where possible, for programs that read `.env` files. */
const shellQuoted = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;

const assignments = (file: ServiceFile): readonly Assignment[] =>
  Object.entries({
    ALIBABA_CLOUD_ENDPOINT: `127.0.0.1:${file.port}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: file.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: file.accessKeySecret,
    COS_ENDPOINT: `127.0.0.1:${file.port}`,
    COS_SECRET_ID: file.secretId,
    COS_SECRET_KEY: file.secretKey,
    COS_BUCKET: file.bucket,
    COS_REGION: file.region,
  }).map(([name, value]) => ({ name, value }));

/** `local env`: the only command that prints the keys. Starts the service if it does not run. */
export const env = async (app: App): Promise<Output> => {
  const { file } = await startAsLast(startContextOf(app));
  const output: Records<Assignment> = {
    kind: 'records',
    view: 'lines',
    records: assignments(file),
    columns: (['name', 'value'] as const).map((key) => ({
      key,
      label: key,
      cell: (record) => record[key],
      value: (record) => record[key],
    })),
    id: ({ name }) => name,
    line: ({ name, value }) => `${name}=${shellQuoted(value)}`,
    document: (record) => record,
    envelope: (records) => ({
      schemaVersion: 1,
      ...Object.fromEntries((records as Assignment[]).map(({ name, value }) => [name, value])),
    }),
  };
  return output;
};
