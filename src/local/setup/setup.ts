// The commands that install the speech engine: PocketSphinx, its US English model, and ffmpeg, with the
// system's package manager. Pure, except that it looks at what is installed.
import { readdir } from 'node:fs/promises';
import type { Argv } from '../../argv.js';
import { findProgram } from '../programs/find-program.js';

type Env = Readonly<Record<string, string | undefined>>;

/** The parts of a working engine. */
export type Part = 'ffmpeg' | 'pocketsphinx' | 'model';

interface Manager {
  readonly program: string;
  /** Needs root, by sudo where the user is not root. */
  readonly root: boolean;
  readonly packages: Readonly<Record<Part, readonly string[]>>;
  install(packages: readonly string[]): Argv;
  /** Run before installing when the lists of packages are absent. */
  readonly update?: Argv;
}

// Package names as in Debian 12, Fedora, Arch (AUR left out) and Homebrew.
const managers: readonly Manager[] = [
  {
    program: 'apt-get',
    root: true,
    packages: {
      ffmpeg: ['ffmpeg'],
      pocketsphinx: ['pocketsphinx'],
      model: ['pocketsphinx-en-us'],
    },
    update: ['apt-get', 'update'],
    install: (packages) => ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
  },
  {
    program: 'dnf',
    root: true,
    packages: {
      ffmpeg: ['ffmpeg-free'],
      pocketsphinx: ['pocketsphinx'],
      model: ['pocketsphinx-models'],
    },
    install: (packages) => ['dnf', 'install', '-y', ...packages],
  },
  {
    program: 'pacman',
    root: true,
    packages: { ffmpeg: ['ffmpeg'], pocketsphinx: ['pocketsphinx'], model: [] },
    install: (packages) => ['pacman', '-S', '--noconfirm', '--needed', ...packages],
  },
  {
    program: 'brew',
    root: false,
    packages: { ffmpeg: ['ffmpeg'], pocketsphinx: ['cmu-pocketsphinx'], model: [] },
    install: (packages) => ['brew', 'install', ...packages],
  },
];

export interface Surroundings {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
}

// apt keeps its package lists here; container images come without them.
const aptLists = '/var/lib/apt/lists';

const modelFolders = [
  '/usr/share/pocketsphinx/model/en-us',
  '/usr/local/share/pocketsphinx/model/en-us',
  '/opt/homebrew/share/pocketsphinx/model/en-us',
];

const holdsAny = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).length > 0;

/** The parts that are not installed. */
export const missingParts = async ({ env, platform }: Surroundings): Promise<readonly Part[]> => {
  const has = async (name: string): Promise<boolean> =>
    (await findProgram(name, env, platform)) !== null;
  const parts: Part[] = [];
  if (!(await has('ffmpeg'))) parts.push('ffmpeg');
  if (!(await has('pocketsphinx')) && !(await has('pocketsphinx_continuous'))) {
    parts.push('pocketsphinx');
  }
  const models = await Promise.all(modelFolders.map(holdsAny));
  if (!models.includes(true)) parts.push('model');
  return parts;
};

const findManager = async (around: Surroundings): Promise<Manager | null> => {
  for (const manager of managers) {
    if ((await findProgram(manager.program, around.env, around.platform)) !== null) return manager;
  }
  return null;
};

const asRoot = (argv: Argv, manager: Manager, isRoot: boolean): Argv =>
  manager.root && !isRoot ? ['sudo', ...argv] : argv;

const needsUpdate = async (manager: Manager): Promise<boolean> => {
  if (manager.update === undefined) return false;
  const lists = await readdir(aptLists).catch(() => []);
  return !lists.some((name) => name.endsWith('_Packages') || name.endsWith('_Packages.lz4'));
};

/** The commands that install those parts, in order; empty when nothing is left to install. Null without a known package manager. */
export const installCommands = async (
  parts: readonly Part[],
  around: Surroundings,
): Promise<readonly Argv[] | null> => {
  const manager = await findManager(around);
  if (manager === null) return null;
  const packages = parts.flatMap((part) => manager.packages[part]);
  if (packages.length === 0) return [];
  const commands: Argv[] = [];
  if (manager.update !== undefined && (await needsUpdate(manager))) commands.push(manager.update);
  commands.push(manager.install(packages));
  return commands.map((argv) => asRoot(argv, manager, around.isRoot));
};
