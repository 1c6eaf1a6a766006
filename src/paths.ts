// Where configuration and state live.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { App, Paths } from './app.js';
import { isFolder, isPrivateFolder, type User } from './folders.js';
import { isFields } from './json.js';

/** What decides where files are. */
export interface PathsWorld {
  readonly env: App['env'];
  /** Where a relative ASRCTL_HOME begins. */
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly processes: User;
}

const hasProfiles = (text: string): boolean => {
  try {
    const value = JSON.parse(text) as unknown;
    return isFields(value) && isFields(value['profiles']);
  } catch {
    // After a slip in an editor it is still ours, and the error is reported where it is read.
    return text.includes('"profiles"');
  }
};

/** True for a config.json with profiles in it; false for that of another program, or something that is no file. */
const isOurConfig = (file: string): boolean => {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  try {
    return hasProfiles(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
};

/**
 * The folder for ASRCTL_HOME: itself if it is ours (new, private, or in use by asrctl already), else an `asrctl`
 * folder in it, so that nothing of other programs and users is touched.
 */
const movedHome = (folder: string, user: User): string => {
  const config = join(folder, 'config.json');
  const isPrivate = isPrivateFolder(folder, user);
  const isOurs =
    isPrivateFolder(join(folder, 'state'), user) || (existsSync(config) && isOurConfig(config));
  const isFree = isPrivate && !existsSync(config);
  return isOurs || isFree || !isFolder(folder) ? folder : join(folder, 'asrctl');
};

/** An absolute path from the environment. The XDG specification says that relative ones are ignored. */
const absolute = (path: string | undefined): string | null =>
  path !== undefined && isAbsolute(path) ? path : null;

/** The platform's folders (XDG Base Directory Specification 0.8 on Linux), or ASRCTL_HOME for both. */
export const pathsFor = ({ env, cwd, home, platform, processes }: PathsWorld): Paths => {
  const moved = env['ASRCTL_HOME'];
  if (moved) {
    const given = resolve(cwd, moved);
    const folder = movedHome(given, processes);
    const isShared = isFolder(given) && !isPrivateFolder(given, processes);
    const cacheDir = isShared ? join(given, 'asrctl', 'cache') : join(given, 'cache');
    return { configDir: folder, stateDir: join(folder, 'state'), cacheDir };
  }
  // As the launcher has it: bin/compile-cache.cjs.
  const cacheDir = join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'asrctl');
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'asrctl');
    return { configDir: support, stateDir: join(support, 'state'), cacheDir };
  }
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    return { configDir: join(roaming, 'asrctl'), stateDir: join(local, 'asrctl'), cacheDir };
  }
  const config = absolute(env['XDG_CONFIG_HOME']) ?? join(home, '.config');
  const state = absolute(env['XDG_STATE_HOME']) ?? join(home, '.local', 'state');
  return { configDir: join(config, 'asrctl'), stateDir: join(state, 'asrctl'), cacheDir };
};
