// The words that completion scripts request from the launcher, without loading the program: `asrctl __complete profiles`.
import { providers } from './api/index.js';
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

/** The words of one kind. Empty on any error: a shell cannot show errors during completion. */
export const complete = (kind: string | undefined, around: Surroundings): Promise<string> =>
  kind === 'profiles' ? profileNames(around).catch(() => '') : Promise.resolve('');
