// The words that completion scripts request from the launcher, without loading the program: `asrctl __complete profiles`.
import { homedir } from 'node:os';
import { pathsFor } from './paths.js';
import { builtInProfiles } from './profiles/builtin.js';
import { readConfig } from './profiles/store.js';

type Env = Readonly<Record<string, string | undefined>>;

/** What `profile add` accepts. A shell may put the word on its command line, so other names are left out. */
const safeName = /^[A-Za-z0-9][\w.-]*$/;

/** The names of all profiles, one per line. Rejects if the configuration cannot be read. */
const profileNames = async (env: Env): Promise<string> => {
  const { configDir } = pathsFor(env, homedir(), process.platform);
  const { profiles } = await readConfig(configDir);
  const names = [...Object.keys(profiles), ...Object.keys(builtInProfiles(env))];
  return names
    .filter((name) => safeName.test(name))
    .map((name) => `${name}\n`)
    .join('');
};

/** The words of one kind. Empty on any error: a shell cannot show errors during completion. */
export const complete = (kind: string | undefined, env: Env): Promise<string> =>
  kind === 'profiles' ? profileNames(env).catch(() => '') : Promise.resolve('');
