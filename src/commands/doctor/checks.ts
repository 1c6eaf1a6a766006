// What `doctor` looks at, from the configuration to the speech engine.
import type { Connection, Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import { showSpan } from '../views/times.js';
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
      warning: 'Add a profile: asrctl profile add NAME',
    };
  return {
    message: `profile ${where} (chosen by: ${chosen?.origin ?? 'default'})`,
    value: connection,
  };
};

const credentials = async (app: App, connection: Connection): Promise<Found<true>> => {
  const { origin, securityToken } = await connection.credentials();
  const message = `found in ${origin}${securityToken === null ? '' : ', temporary'}`;
  const exposed = (await app.profiles()).exposedFiles();
  if (exposed.length === 0) return { message, value: true };
  const warning = `Other users can read the keys: chmod 600 ${exposed.join(' ')}`;
  return { message, value: true, warning };
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

const engine = async (app: App): Promise<Found<true>> => {
  const { serviceStatus } = await import('../local/service.js');
  const { engine: name } = await serviceStatus(app);
  if (name !== null) return { message: name, value: true };
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

async function* service(app: App, report: Report, connection: Connection): AsyncGenerator<Check> {
  const provider = await app.provider();
  const keys = await look(report, 'credentials', () => credentials(app, connection));
  yield keys.check;
  const answer = await look(report, 'endpoint', async () => {
    const probe = await provider.probe?.({ signal: app.signal });
    const message = probe === undefined ? 'not checked' : `${probe.host} answers`;
    return { message, value: probe ?? { host: '', skewMs: null } };
  });
  yield answer.check;
  const { value: reached } = answer;
  if (reached === null) yield skipped('clock', 'an answer');
  else yield (await look(report, 'clock', async () => clock(reached.skewMs))).check;
  if (keys.value === null || reached === null)
    yield skipped('permissions', 'credentials and an answer');
  else yield (await look(report, 'permissions', () => permissions(app, provider))).check;
  if (connection.local) yield (await look(report, 'engine', () => engine(app))).check;
}

/** Every check that can run; with `explain` also each setting and its origin. */
export async function* checks(app: App, report: Report, explain: boolean): AsyncGenerator<Check> {
  const { check, value: connection } = await look(report, 'configuration', () =>
    configuration(app),
  );
  yield check;
  if (connection === null) return;
  if (explain) yield* settings(app);
  yield* service(app, report, connection);
}
