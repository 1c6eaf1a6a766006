// What this room needs of the local service. `main` hands it over: how the service is found, proven and
// started is known to the room `local` alone.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileFacts } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import { makePrivateFolder } from '../folders.js';
import type { JobProgress } from '../jobs/job.js';
import type { Fields } from '../json.js';

export interface LocalServiceInfo {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  /** What its file holds: keys, bucket and region, by the names in `LocalProfile`. */
  readonly fields: Fields;
}

export interface LocalService {
  /** What the last service wrote, whether it runs or not; null when there is none. */
  saved(): LocalServiceInfo | null;
  /** The running service, started if none runs. Throws exit 8 with the reason when it cannot start. */
  running(): Promise<LocalServiceInfo>;
  /** True when the program on this port of 127.0.0.1 has the keys of `saved`. */
  proves(port: number): Promise<boolean>;
  /** Admits a file for the submit that follows; starts the service if none runs. Throws exit 2, 3 or 8. */
  admit(file: string): Promise<void>;
  /** How far unfinished jobs are, by id. Empty when the service does not answer. */
  progress(ids: readonly string[]): Promise<ReadonlyMap<string, JobProgress>>;
}

/** The port of a loopback endpoint; null for any other. */
const loopbackPort = (endpoint: string | null): number | null => {
  const found = /^http:\/\/(?:127\.0\.0\.1|localhost):(\d{1,5})\/?$/.exec(endpoint ?? '');
  return found === null ? null : Number(found[1]);
};

/**
 * Keys of the local service that came another way than its own profile (`local env`) go to the local
 * service only: another user's program may listen on its port by now. Throws exit 8.
 */
export const requireOwnService = async (
  accessKeyId: string,
  endpoint: string | null,
  world: {
    readonly localService: () => Promise<LocalService>;
    readonly providers: readonly ProfileFacts[];
  },
): Promise<void> => {
  const port = loopbackPort(endpoint);
  if (port === null) return;
  const service = await world.localService();
  const saved = service.saved();
  const names = world.providers.flatMap(({ localProfile }) => localProfile?.keys[0] ?? []);
  if (!names.some((name) => saved?.fields[name] === accessKeyId)) return;
  if (await service.proves(port)) return;
  throw new CliError(
    Exit.unavailable,
    `The local service does not answer on port ${port}, and the profile uses its keys`,
    { hint: 'Start it and read its address again: `eval "$(asrctl local env)"`.' },
  );
};

/** True for the first process that asks. Also where nothing can be written: better twice than never. */
const isFirst = (stateDir: string): boolean => {
  try {
    makePrivateFolder(stateDir);
    closeSync(openSync(join(stateDir, 'local-notice-shown'), 'wx', 0o600));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
};

/** Says that no profile was chosen, and how to end the service. With --quiet it stays for later. */
export const noticeLocalService = ({
  flags,
  paths,
  tools,
}: {
  readonly flags: { readonly quiet?: boolean };
  readonly paths: { readonly stateDir: string };
  readonly tools: { notice(line: string): void };
}): void => {
  if (flags.quiet || !isFirst(paths.stateDir)) return;
  tools.notice(
    'No profile is configured: using the local service (stop it: `asrctl local stop`, add a cloud: `asrctl profile add NAME`)',
  );
};
