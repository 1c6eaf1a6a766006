import { Command } from '@commander-js/extra-typings';
import type { Connection, Provider } from '../api/provider.js';
import type { App } from '../app.js';
import { CliError, Exit } from '../errors.js';
import type { Cell, Output, Tone } from '../formats/output.js';
import type { Host } from './host.js';
import { showSpan } from './views/times.js';

export default (host: Host) =>
  new Command('doctor')
    .description('Check configuration, credentials, clock, endpoint, permissions and engine.')
    .option('--explain', 'say where each setting comes from')
    .action((options) => host.run((app) => doctor(app, options)));

interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  readonly fix: string | null;
}

/** What a check says, and what it learned for those after it. */
interface Found<T> {
  readonly message: string;
  readonly value: T;
  readonly warning?: string;
}

/** What was wrong, so that the command ends as the first failure would. */
interface Report {
  readonly errors: CliError[];
}

const skipped = (name: string, after: string): Check => ({
  name,
  status: 'skipped',
  message: `needs ${after}`,
  fix: null,
});

/** Runs one check; what it throws is its answer. */
const look = async <T>(
  report: Report,
  name: string,
  work: () => Promise<Found<T>>,
): Promise<{ readonly check: Check; readonly value: T | null }> => {
  try {
    const { message, value, warning } = await work();
    const status = warning === undefined ? 'ok' : 'warning';
    return { check: { name, status, message, fix: warning ?? null }, value };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    report.errors.push(error);
    const check = { name, status: 'failed', message: error.message, fix: error.hint } as const;
    return { check, value: null };
  }
};

const configuration = async (app: App): Promise<Found<Connection>> => {
  const profiles = await app.profiles();
  const connection = await app.connection();
  const [chosen] = await profiles.explain();
  const { profile, provider, region } = connection;
  const where = [profile, provider, region].filter(Boolean).join(', ');
  return {
    message: `profile ${where} (chosen by: ${chosen?.origin ?? 'default'})`,
    value: connection,
  };
};

const credentials = async (connection: Connection): Promise<Found<true>> => {
  const { origin, securityToken } = await connection.credentials();
  return {
    message: `found in ${origin}${securityToken === null ? '' : ', temporary'}`,
    value: true,
  };
};

/** Alibaba Cloud refuses requests more than 15 minutes off (gateway page); Tencent's are signed with a window as well. */
const refusedMs = 15 * 60_000;
const noticeableMs = 60_000;

const clock = (skewMs: number | null): Found<true> => {
  if (skewMs === null) return { message: 'the service sent no date to compare with', value: true };
  const off = Math.abs(skewMs);
  const way = skewMs > 0 ? 'behind' : 'ahead of';
  const message = off < 2000 ? 'agrees with the service' : `${showSpan(off)} ${way} the service`;
  if (off >= refusedMs)
    throw new CliError(Exit.auth, `This machine's clock is ${message}`, {
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
  const { serviceStatus } = await import('./local/service.js');
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
  const keys = await look(report, 'credentials', () => credentials(connection));
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

async function* checks(app: App, report: Report, explain: boolean): AsyncGenerator<Check> {
  const { check, value: connection } = await look(report, 'configuration', () =>
    configuration(app),
  );
  yield check;
  if (connection === null) return;
  if (explain) yield* settings(app);
  yield* service(app, report, connection);
}

const tones: Record<Check['status'], Tone> = {
  ok: 'good',
  warning: 'busy',
  failed: 'bad',
  skipped: 'dim',
};

const statusCell = ({ status }: Check): Cell => ({ text: status, tone: tones[status] });

const verdict = ({ errors }: Report): CliError | null => {
  const [first] = errors;
  if (first === undefined) return null;
  const count = errors.length === 1 ? 'One check' : `${errors.length} checks`;
  return new CliError(first.exitCode, `${count} failed`, {
    code: first.code,
    hint: first.hint ?? undefined,
  });
};

/** One record a check. Ends with the exit code of the first failure; every check that can run does. */
export const doctor = async (app: App, options: { explain?: true }): Promise<Output> => {
  const report: Report = { errors: [] };
  return {
    kind: 'records',
    view: 'lines',
    records: checks(app, report, options.explain === true),
    columns: [
      { key: 'check', label: 'CHECK', cell: (c: Check) => c.name, value: (c: Check) => c.name },
      { key: 'status', label: 'STATUS', cell: statusCell, value: (c: Check) => c.status },
      {
        key: 'message',
        label: 'FOUND',
        cell: (c: Check) => c.message,
        value: (c: Check) => c.message,
        shrink: 1,
      },
      {
        key: 'fix',
        label: 'FIX',
        cell: (c: Check) => c.fix ?? '',
        value: (c: Check) => c.fix,
        shrink: 2,
      },
    ],
    id: (c: Check) => c.name,
    line: ({ status, name, message, fix }: Check) =>
      `${status.padEnd(7)}  ${name}: ${message}${fix === null ? '' : `. Fix: ${fix}`}`,
    document: (c: Check) => c,
    envelope: (found) => ({ schemaVersion: 1, checks: found }),
    failure: () => verdict(report),
  };
};
