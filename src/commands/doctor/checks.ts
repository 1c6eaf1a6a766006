// What `doctor` looks at, from the configuration to the speech engine.
import type { Connection, Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { StatusView } from '../local/status.js';
import { shellWord } from '../views/hint-command.js';
import { showSpan, showTime } from '../views/times.js';
import { encryption, risks } from './risks.js';
import { unconfigured } from '../../profiles/profiles.js';
import { look, skipped, type Check, type Found, type Report } from './check.js';

/** The profile that is used; one that nobody chose is no configuration. */
const configuration = async (app: App): Promise<Found<Connection>> => {
  const connection = await app.connection();
  const [chosen] = await (await app.profiles()).explain();
  const { profile, provider, region } = connection;
  const where = [profile, provider, region].filter(Boolean).join(', ');
  if (chosen?.origin === unconfigured)
    return {
      message: `not configured: profile ${where} is used`,
      value: connection,
      warning: 'asrctl profile add NAME',
    };
  return {
    message: `profile ${where} (chosen by: ${chosen?.origin ?? 'default'})`,
    value: connection,
  };
};

const credentials = async (app: App, connection: Connection): Promise<Found<true>> => {
  const { origin, securityToken, expiresAtMs } = await connection.credentials();
  const profiles = await app.profiles();
  const identity = await profiles.identity(connection.profile);
  const ends =
    expiresAtMs === undefined
      ? ''
      : ` until ${showTime(new Date(expiresAtMs).toISOString(), app.flags.utc)}`;
  const message = [
    `found in ${origin}`,
    ...(securityToken === null ? [] : [`temporary${ends}`]),
    ...(identity?.account == null ? [] : [`account ${identity.account}`]),
  ].join(', ');
  const exposed = profiles.exposedFiles();
  if (exposed.length === 0) return { message, value: true };
  const open = `${message}; other users can read the keys`;
  return { message: open, value: true, warning: `chmod 600 ${exposed.map(shellWord).join(' ')}` };
};

/** Alibaba Cloud refuses requests more than 15 minutes off (gateway page). Signatures for Tencent Cloud have a window, too. */
const refusedMs = 15 * 60_000;
const noticeableMs = 60_000;

const clock = (skewMs: number | null): Found<true> => {
  if (skewMs === null) return { message: 'the service sent no date to compare with', value: true };
  const off = Math.abs(skewMs);
  const way = skewMs > 0 ? 'behind' : 'ahead of';
  const message = off < 2000 ? 'agrees with the service' : `${showSpan(off)} ${way} the service`;
  if (off >= refusedMs)
    throw new CliError(Exit.auth, `the clock of this machine is ${message}`, {
      hint: 'Set the clock: requests more than 15 minutes off are refused.',
    });
  if (off >= noticeableMs)
    return { message, value: true, warning: 'Set the clock before it is 15 minutes off.' };
  return { message, value: true };
};

const permissions = async (app: App, provider: Provider): Promise<Found<true>> => {
  await provider.list({ pageSize: 1 }, { signal: app.signal });
  return { message: 'jobs can be listed', value: true };
};

/** Its credentials start the local service: everything else needs it. */
const started = async (app: App, connection: Connection): Promise<Found<StatusView>> => {
  await connection.credentials();
  const { serviceStatus } = await import('../local/service.js');
  const status = await serviceStatus(app);
  return { message: `runs at ${status.endpoint ?? connection.endpoint}`, value: status };
};

/** The speech engine of a service that runs. Throws exit 1 if it has none. */
export const engineOf = ({ engine }: Pick<StatusView, 'engine'>): Found<true> => {
  if (engine !== null) return { message: engine, value: true };
  throw new CliError(Exit.error, 'no speech engine is installed', {
    hint: 'Run: asrctl local setup',
  });
};

async function* settings(app: App): AsyncGenerator<Check> {
  for (const { name, value, origin } of await (await app.profiles()).explain()) {
    const message = `${value ?? 'not set'} (${origin})`;
    yield { name: `setting ${name}`, status: 'ok', message, fix: null };
  }
}

const needsService = ['credentials', 'endpoint', 'clock', 'permissions'] as const;

async function* service(app: App, report: Report, connection: Connection): AsyncGenerator<Check> {
  const provider = await app.provider();
  const keys = await look(report, 'credentials', () => credentials(app, connection));
  yield keys.check;
  if (keys.value !== null) yield* await encryption(app, connection);
  const answer = await look(report, 'endpoint', async () => {
    const probe = await provider.probe?.({ signal: app.signal });
    const message = probe === undefined ? 'not checked' : `${probe.host} answers`;
    return { message, value: probe ?? { host: '', skewMs: null } };
  });
  yield answer.check;
  const { value: reached } = answer;
  if (reached === null) yield skipped('clock', noAnswer);
  else yield (await look(report, 'clock', async () => clock(reached.skewMs))).check;
  const missing = [keys.value === null ? 'there are no credentials' : '', reached ? '' : noAnswer];
  const because = missing.filter(Boolean).join(' and ');
  if (because !== '') yield skipped('permissions', because);
  else yield (await look(report, 'permissions', () => permissions(app, provider))).check;
}

const noAnswer = 'the endpoint does not answer';

/** The local service is one cause of many failures: if it does not run, nothing else is checked. */
async function* localService(
  app: App,
  report: Report,
  connection: Connection,
): AsyncGenerator<Check> {
  const { check, value: status } = await look(report, 'local service', () =>
    started(app, connection),
  );
  yield check;
  if (status === null) {
    for (const name of [...needsService, 'engine'])
      yield skipped(name, 'the local service does not run');
    return;
  }
  yield* service(app, report, connection);
  yield (await look(report, 'engine', async () => engineOf(status))).check;
}

/** Every check; with `explain` also each setting and its origin. */
export async function* checks(app: App, report: Report, explain: boolean): AsyncGenerator<Check> {
  const { check, value: connection } = await look(report, 'configuration', () =>
    configuration(app),
  );
  yield check;
  if (connection === null) {
    for (const name of needsService) yield skipped(name, 'the configuration cannot be used');
    return;
  }
  if (explain) yield* settings(app);
  yield* risks(app);
  yield* (connection.local ? localService : service)(app, report, connection);
}
