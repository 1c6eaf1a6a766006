// Keys and address of the local service, which is started when it does not answer.
import { join } from 'node:path';
import type { LocalProfile, ProfileFacts } from '../../api/provider.js';
import { CliError, Exit, type ExitCode } from '../../errors.js';
import { isFields, type Fields } from '../../json.js';
import { textOf } from '../config.js';
import { readIfThere } from '../store.js';
import type { ProfilesWorld } from '../world.js';
import { noCredentials, wholePair, type Source } from './source.js';

/** What the service writes about itself when it has come up; null for what is not there. */
export interface ServiceInfo {
  readonly endpoint: string;
  readonly fields: Fields;
}

const patienceMs = 300;

/** service.json, or null when there is none or it is being written. */
export const readService = async (stateDir: string): Promise<ServiceInfo | null> => {
  const text = await readIfThere(join(stateDir, 'local', 'service.json'));
  try {
    const fields = JSON.parse(text ?? 'null') as unknown;
    const endpoint = isFields(fields) ? textOf(fields['endpoint']) : null;
    // Loopback only, whatever the file says: the keys in it are for this machine.
    if (!isFields(fields) || endpoint === null || !/^http:\/\/127\.0\.0\.1:\d+$/.test(endpoint))
      return null;
    return { endpoint, fields };
  } catch {
    return null;
  }
};

/** True when a process of that number lives; another user's answers EPERM. */
const lives = (pid: unknown): boolean => {
  try {
    return typeof pid === 'number' && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Whether its process lives and something listens where it said. Not an HTTP call: that would be a sixth
 * of the time that a `get` takes, and the first real call tells the rest.
 */
const isRunning = async ({ endpoint, fields }: ServiceInfo): Promise<boolean> => {
  if (!lives(fields['pid'])) return false;
  const { connect } = await import('node:net');
  const { hostname: host, port } = new URL(endpoint);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: patienceMs });
    const tell = (isThere: boolean) => (): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', tell(true)).once('timeout', tell(false)).once('error', tell(false));
  });
};

/** The error that the started program printed under `--json`, carried on as ours. */
const relayed = (stderr: string, code: number | null): CliError => {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  let error: unknown = null;
  try {
    const parsed = JSON.parse(line) as unknown;
    error = isFields(parsed) ? parsed['error'] : null;
  } catch {
    // Not our own words; the exit code has to do.
  }
  const told = isFields(error) ? error : {};
  const exit = (code !== null && code > 0 && code < 10 ? code : Exit.unavailable) as ExitCode;
  const otherwise = `The local service did not start: its start ended with ${code ?? 'a signal'}`;
  return new CliError(exit, textOf(told['message']) ?? otherwise, {
    code: textOf(told['code']) ?? undefined,
    hint: textOf(told['hint']) ?? 'Look into `asrctl local logs`.',
  });
};

const start = async ({ self, env, cwd, signal }: ProfilesWorld): Promise<void> => {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const [program, ...rest] = self;
    const child = spawn(program, [...rest, 'local', 'start', '--kept', '--json'], {
      cwd,
      env,
      signal,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
    child.on('error', (error) =>
      reject(signal.aborted ? (signal.reason as Error) : relayed(error.name, null)),
    );
    // A service that was started may hold the pipe open: `close` is waited for only on failure.
    child.on('exit', (code) => {
      if (code === 0) {
        child.stderr.destroy();
        resolve();
      } else child.on('close', () => reject(relayed(stderr, code)));
    });
  });
};

/** The running service, started if need be. Throws what starting it said, or exit 8. */
export const runningService = async (world: ProfilesWorld): Promise<ServiceInfo> => {
  const known = await readService(world.paths.stateDir);
  if (known !== null && (await isRunning(known))) return known;
  await start(world);
  const fresh = await readService(world.paths.stateDir);
  if (fresh !== null) return fresh;
  throw relayed('', 0);
};

/** Facts about the protocol of a profile. Throws exit 4 for one that the local service does not speak. */
export const localFacts = (provider: string, services: readonly ProfileFacts[]): LocalProfile => {
  const facts = services.find(({ name }) => name === provider)?.localProfile;
  if (facts !== undefined) return facts;
  throw noCredentials(
    `The local service does not speak the protocol of ${provider}`,
    'Use a profile of another service, or another credential source.',
  );
};

/** Keys of a running local service for one of its protocols. */
export const localCredentials = ({ fields }: ServiceInfo, { keys: [id, secret] }: LocalProfile) =>
  wholePair('the local service', [id, textOf(fields[id])], [secret, textOf(fields[secret])]);

export const local: Source = {
  name: 'local',
  summary: 'the local service, started when needed',
  provider: null,
  async credentials({ profile, world }) {
    const facts = localFacts(profile.provider, world.providers);
    return localCredentials(await runningService(world), facts);
  },
};
