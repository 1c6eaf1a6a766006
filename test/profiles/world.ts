// A world for profiles: a home of its own, and nothing of this process's environment.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { providers } from '../../src/api/index.js';
import type { NewProfile, Profiles } from '../../src/profiles/profiles.js';
import { openProfiles } from '../../src/profiles/index.js';
import type { ProfilesWorld } from '../../src/profiles/world.js';
import { processes } from '../../src/main.js';
import { jumpingClock } from '../support/run.js';

export interface Place {
  readonly home: string;
  readonly notices: string[];
  profiles(over?: Partial<ProfilesWorld>): Profiles;
  write(path: string, text: string | object): Promise<void>;
  remove(): Promise<void>;
}

export const place = async (): Promise<Place> => {
  const home = await mkdtemp(join(tmpdir(), 'asrctl-profiles-'));
  const notices: string[] = [];
  const world: ProfilesWorld = {
    env: {},
    home,
    cwd: home,
    platform: 'linux',
    paths: { configDir: join(home, 'config'), stateDir: join(home, 'state') },
    flags: { profile: null, region: null, endpoint: null },
    clock: jumpingClock(),
    tools: { notice: (line) => void notices.push(line) },
    secrets: { add: () => {} },
    random: () => 0.5,
    processes,
    interactive: true,
    signal: new AbortController().signal,
    localService: async () => ({
      saved: () => null,
      running: () => Promise.reject(new Error('no local service here')),
      proves: async () => false,
      admit: async () => {},
      progress: async () => new Map(),
    }),
    ask: async () => ({ lost: 'no network here' }),
    providers,
  };
  return {
    home,
    notices,
    profiles: (over = {}) => openProfiles({ ...world, ...over }),
    async write(path, text) {
      await mkdir(dirname(join(home, path)), { recursive: true });
      await writeFile(join(home, path), typeof text === 'string' ? text : JSON.stringify(text));
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
};

export const stored: NewProfile = {
  name: 'work',
  provider: 'ims',
  region: 'cn-shanghai',
  endpoint: null,
  settings: {},
  source: 'stored',
  keys: { id: 'LTAImadeUpId00000001', secret: 'madeUpSecret0000000001', token: null },
};
