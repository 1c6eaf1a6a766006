// Where the service keeps its files, all under `<state folder>/local`, mode 0700.
import { join } from 'node:path';

export interface LocalPaths {
  readonly dir: string;
  /** Address and keys of the service; 0600. */
  readonly service: string;
  /** The options of the last `local start`; 0600. */
  readonly lastStart: string;
  readonly database: string;
  /** Held by the running service; see lock.ts. */
  readonly lock: string;
  readonly log: string;
  /** `<bucket>/<key>`: the files behind `oss://bucket/key`. */
  readonly storage: string;
  readonly tmp: string;
  /** Nonces of requests, against replays; 0600. */
  readonly nonces: string;
}

/** @param stateDir the program's state folder */
export const localPaths = (stateDir: string): LocalPaths => {
  const dir = join(stateDir, 'local');
  return {
    dir,
    service: join(dir, 'service.json'),
    lastStart: join(dir, 'flags.json'),
    database: join(dir, 'jobs.db'),
    lock: join(dir, 'lock.db'),
    log: join(dir, 'service.log'),
    storage: join(dir, 'storage'),
    tmp: join(dir, 'tmp'),
    nonces: join(dir, 'nonces'),
  };
};
