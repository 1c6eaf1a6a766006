// Where configuration and state live.
import { join } from 'node:path';
import type { App, Paths } from './app.js';

/** The platform's folders (XDG Base Directory Specification 0.8 on Linux), or ASRCTL_HOME for both. */
export const pathsFor = (env: App['env'], home: string, platform: NodeJS.Platform): Paths => {
  const moved = env['ASRCTL_HOME'];
  if (moved) return { configDir: moved, stateDir: join(moved, 'state') };
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'asrctl');
    return { configDir: support, stateDir: join(support, 'state') };
  }
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    return { configDir: join(roaming, 'asrctl'), stateDir: join(local, 'asrctl') };
  }
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const state = env['XDG_STATE_HOME'] || join(home, '.local', 'state');
  return { configDir: join(config, 'asrctl'), stateDir: join(state, 'asrctl') };
};
