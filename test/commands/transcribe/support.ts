// A home with the local service running in it, as the profile `local` finds it, and recordings beside.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clock } from '../../../src/main.js';
import { localPaths, type LocalPaths } from '../../../src/local/process/paths.js';
import {
  startService,
  type RunningService,
  type ServiceSettings,
} from '../../../src/local/service.js';
import { settingsIn } from '../../local/support.js';
import { asrctl, temporaryFolder, type RunOptions, type RunResult } from '../../support/run.js';

export interface Desk {
  readonly home: string;
  readonly paths: LocalPaths;
  readonly service: RunningService;
  /** What the service says it did. */
  readonly log: string[];
  /** Runs `asrctl <argv>` in this home. */
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Writes recordings for the fake engine, `<name>-<n>.wav`, each with content of its own. */
  recordings(count: number, name?: string): Promise<readonly string[]>;
  /** Lines of the log that hold a text. */
  logged(text: string): number;
  /** How many jobs the service has, whatever their state. */
  jobs(): number;
  files(folder: string): Promise<readonly string[]>;
  end(): Promise<void>;
}

export const openDesk = async (more: Partial<ServiceSettings> = {}): Promise<Desk> => {
  const home = await temporaryFolder();
  const paths = localPaths(join(home, 'state'));
  const log: string[] = [];
  const world = { ...clock, log: (line: string) => void log.push(line) };
  const service = await startService(settingsIn(home, more), paths, world);
  if (service === null) throw new Error('another service runs in a fresh folder');
  const logged = (text: string): number => log.filter((line) => line.includes(text)).length;
  return {
    home,
    paths,
    service,
    log,
    logged,
    run: (argv, options = {}) => asrctl(argv, { home, cwd: home, ...options }),
    async recordings(count, name = 'talk') {
      const files = Array.from({ length: count }, (_, i) => `${name}-${i + 1}.wav`);
      for (const file of files) await writeFile(join(home, file), `sound of ${file}`);
      return files;
    },
    jobs: () => service.queue.jobs.count('ims', {}) + service.queue.jobs.count('ci', {}),
    async files(folder) {
      await mkdir(join(home, folder), { recursive: true });
      return (await readdir(join(home, folder))).toSorted((a, b) => (a < b ? -1 : 1));
    },
    async end() {
      await service.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
};
