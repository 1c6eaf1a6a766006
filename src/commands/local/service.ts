// What the subcommands of `local` do; loaded when one of them runs.
import type { App } from '../../app.js';
import type { Output, Records } from '../../formats/output.js';
import {
  startDaemon,
  stopDaemon,
  type DaemonWorld,
  type Started,
} from '../../local/process/daemon.js';
import { findService, type Found } from '../../local/process/health.js';
import { localPaths } from '../../local/process/paths.js';
import { idleMsOf, serviceCommand, settingsOf, type ServiceFlags } from './flags.js';
import { forgetFlags, keepFlags, keptFlags, addRecoveryHint } from './last-start-flags.js';
import { statusOf, statusOutput, type Status } from './status.js';

const daemonWorld = (app: App): DaemonWorld => ({
  paths: localPaths(app.paths.stateDir),
  platform: app.platform,
  env: app.env,
  cwd: app.cwd,
  now: () => app.clock.now(),
  sleep: (ms) => app.clock.sleep(ms, app.signal),
});

/** As a person asks for it. The flags of a start that found it running are not in force, so not kept. */
const startNew = async (app: App, flags: ServiceFlags): Promise<Started> => {
  const started = await startDaemon(daemonWorld(app), serviceCommand(app, flags));
  if (started.fresh) await keepFlags(app, flags);
  return started;
};

/** As a command asks for it that needs it: the service that was last started, not another one. */
const startKept = async (app: App): Promise<Started> => {
  const kept = await keptFlags(app);
  if (kept === null) return startDaemon(daemonWorld(app), serviceCommand(app, {}));
  const world = { ...daemonWorld(app), cwd: kept.cwd ?? app.cwd };
  try {
    return await startDaemon(world, serviceCommand(app, kept.flags));
  } catch (error) {
    throw addRecoveryHint(app, error);
  }
};

interface StartFlags extends ServiceFlags {
  /** Set by programs only: see profiles/sources/local.ts. */
  readonly kept?: true;
}

/** `local start`: prints the address. Exit 8 with the reason when it cannot start. */
export const start = async (app: App, { kept, ...flags }: StartFlags): Promise<Output> => {
  const { found, fresh } = await (kept ? startKept(app) : startNew(app, flags));
  if (!fresh)
    app.tools.notice('The local service runs already; stop it first to start it with other flags.');
  return statusOutput(statusOf(found), found.file.endpoint, 'lines');
};

/** `local serve`: this process becomes the service. A second one ends quietly at once. */
export const serveHere = async (app: App, flags: ServiceFlags): Promise<undefined> => {
  // The database and all that belongs to it load in the service only.
  const { serve } = await import('../../local/process/serve.js');
  await serve({
    settings: settingsOf(app, flags),
    paths: localPaths(app.paths.stateDir),
    idleMs: idleMsOf(flags),
    now: () => app.clock.now(),
    sleep: (ms, signal) => app.clock.sleep(ms, signal),
    signal: app.signal,
  });
};

export const stop = async (app: App): Promise<Output> => {
  // First: a wait that finds it stopped may start it before we are done.
  await forgetFlags(app);
  const pid = await stopDaemon(daemonWorld(app));
  if (pid === null) app.tools.notice('The local service was not running.');
  return statusOutput(statusOf(null), pid === null ? 'not running' : 'stopped', 'lines');
};

export const status = async (app: App): Promise<Output> => {
  return statusOutput(await serviceStatus(app), '', 'detail');
};

/** What is known of the service of this state folder; `doctor` asks too. */
export const serviceStatus = async (app: App): Promise<Status> =>
  statusOf(await findService(localPaths(app.paths.stateDir).service));

export const logs = async (app: App, options: { follow?: true }): Promise<Output> => {
  const { logText } = await import('../../local/process/follow.js');
  const sleep = (ms: number): Promise<void> => app.clock.sleep(ms, app.signal);
  const text = logText(localPaths(app.paths.stateDir).log, options.follow ? sleep : null);
  return { kind: 'text', text, foreign: true };
};

interface Assignment {
  readonly name: string;
  readonly value: string;
}

/** As a POSIX shell reads it back; plain where that is the same, for programs that read `.env` files. */
const shellQuoted = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;

const assignments = ({ file }: Found): readonly Assignment[] =>
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

/** `local env`: the one place that prints the keys. Starts the service, since keys of none are of no use. */
export const env = async (app: App): Promise<Output> => {
  const { found } = await startKept(app);
  const output: Records<Assignment> = {
    kind: 'records',
    view: 'lines',
    records: assignments(found),
    columns: (['name', 'value'] as const).map((key) => ({
      key,
      label: key,
      cell: (record) => record[key],
      value: (record) => record[key],
    })),
    id: ({ name }) => name,
    line: ({ name, value }) => `${name}=${shellQuoted(value)}`,
    document: (record) => record,
    envelope: (records) =>
      Object.fromEntries((records as Assignment[]).map(({ name, value }) => [name, value])),
  };
  return output;
};
