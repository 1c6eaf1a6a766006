// The words that completion scripts request from the launcher, without loading the program: `asrctl __complete profiles`.
import { join } from 'node:path';
import { providers } from './api/index.js';
import type { JobKind } from './journal/jobs/job-records.js';
import { pathsFor } from './paths.js';
import { builtInProfiles } from './profiles/builtin.js';
import { readConfig } from './profiles/store/config-file.js';

/** What the launcher knows of the process. */
interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly processes: { readonly uid: number | null };
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** What `profile add` accepts. A shell may put the word on its command line, so other names are left out. */
const safeName = /^[A-Za-z0-9][\w.-]*$/;

/** The names of all profiles, one per line. Rejects if the configuration cannot be read. */
const profileNames = async (around: Surroundings): Promise<string> => {
  const { profiles } = readConfig({ ...around, paths: pathsFor(around), providers });
  const names = [...Object.keys(profiles), ...Object.keys(builtInProfiles(around.env, providers))];
  return names
    .filter((name) => safeName.test(name))
    .map((name) => `${name}\n`)
    .join('');
};

const mostJobs = 20;
const mostNameCharacters = 40;

/** Ids of recent jobs, one per line, each with a tab and its name and age. From the journal alone. */
const jobIds = async (kind: JobKind, around: Surroundings): Promise<string> => {
  const [{ recentJobs }, { nameOfKnown }, { showSpan }] = await Promise.all([
    import('./journal/jobs/recent-jobs.js'),
    import('./commands/inputs/jobs/job-name.js'),
    import('./commands/views/times.js'),
  ]);
  const file = join(pathsFor(around).stateDir, 'journal.db');
  return recentJobs(file, kind, mostJobs)
    .filter(({ id }) => safeName.test(id))
    .map((job) => {
      // A file's name may hold anything, and a shell shows this on a terminal.
      const plain = nameOfKnown(job).replaceAll(/[\p{C}\p{Z}]+/gu, ' ');
      const name = Array.from(plain).slice(0, mostNameCharacters).join('');
      return `${job.id}\t${name}, ${showSpan(Math.max(0, around.nowMs - job.usedMs))} ago\n`;
    })
    .join('');
};

const kinds: Readonly<Record<string, (around: Surroundings) => Promise<string>>> = {
  profiles: profileNames,
  jobs: (around) => jobIds('job', around),
  productions: (around) => jobIds('production', around),
};

/** The words of one kind. Empty on any error: a shell cannot show errors during completion. */
export const complete = async (kind: string | undefined, around: Surroundings): Promise<string> => {
  try {
    return (await kinds[kind ?? '']?.(around)) ?? '';
  } catch {
    return '';
  }
};
