// What completion scripts ask the launcher for, without loading the program: `asrctl __complete profiles`.
import { homedir } from 'node:os';
import { pathsFor } from './paths.js';
import { builtInProfiles } from './profiles/builtin.js';
import { readConfig } from './profiles/store.js';

type Env = Readonly<Record<string, string | undefined>>;

/** The names of all profiles, one a line. Rejects where the configuration cannot be read. */
const profileNames = async (env: Env): Promise<string> => {
  const { configDir } = pathsFor(env, homedir(), process.platform);
  const { profiles } = await readConfig(configDir);
  const names = [...Object.keys(profiles), ...Object.keys(builtInProfiles(env))];
  return names.map((name) => `${name}\n`).join('');
};

/** The answer for one kind of word; empty when there is none: a shell has no place for errors while somebody types. */
export const complete = (kind: string | undefined, env: Env): Promise<string> =>
  kind === 'profiles' ? profileNames(env).catch(() => '') : Promise.resolve('');
