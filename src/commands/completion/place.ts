// Where a shell of this user finds a completion script, and the line that its start-up file may need.
import { join } from 'node:path';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import { shells, type Shell } from './scripts.js';

export interface Place {
  readonly file: string;
  /** The start-up file of the shell and the lines to add to it; null if the shell reads the folder without one. */
  readonly startUp: { readonly file: string; readonly line: string; readonly mark: string } | null;
}

type World = Pick<App, 'env' | 'home'>;

/** An absolute path from the environment, else a folder of the home. */
const folderOf = ({ env, home }: World, name: string, ...otherwise: string[]): string =>
  env[name]?.startsWith('/') === true ? env[name] : join(home, ...otherwise);

/** bash-completion 2.x reads its user folder when a command is completed for the first time. */
const bashPlace = (world: World, hasBashCompletion: boolean): Place => {
  const data = folderOf(world, 'XDG_DATA_HOME', '.local', 'share');
  const folder = world.env['BASH_COMPLETION_USER_DIR'] || join(data, 'bash-completion');
  const file = join(folder, 'completions', 'asrctl');
  const startUp = { file: join(world.home, '.bashrc'), line: `source '${file}'`, mark: file };
  return { file, startUp: hasBashCompletion ? null : startUp };
};

const zshPlace = (world: World): Place => {
  const home = folderOf(world, 'ZDOTDIR');
  const folder = join(home, '.zfunc');
  const line = `fpath=('${folder}' $fpath); autoload -Uz compinit && compinit`;
  return {
    file: join(folder, '_asrctl'),
    startUp: { file: join(home, '.zshrc'), line, mark: '.zfunc' },
  };
};

const fishPlace = (world: World): Place => {
  const config = folderOf(world, 'XDG_CONFIG_HOME', '.config');
  return { file: join(config, 'fish', 'completions', 'asrctl.fish'), startUp: null };
};

/** Throws exit 2 for PowerShell, which has no folder for completions. */
export const placeFor = (shell: Shell, world: World, hasBashCompletion: boolean): Place => {
  if (shell === 'bash') return bashPlace(world, hasBashCompletion);
  if (shell === 'zsh') return zshPlace(world);
  if (shell === 'fish') return fishPlace(world);
  throw usageError(
    'PowerShell has no folder for completion scripts',
    'Add this line to $PROFILE: asrctl completion powershell | Out-String | Invoke-Expression',
  );
};

/** The shell that SHELL names. Throws exit 2 if it is none that has a script. */
export const ownShell = (env: App['env']): Shell => {
  const name = /[^/]*$/.exec(env['SHELL'] ?? '')?.[0];
  const shell = shells.find((one) => one === name);
  if (shell !== undefined) return shell;
  throw usageError(
    name ? `There is no completion for ${name}` : 'The shell is not known: SHELL is not set',
    'Name the shell: asrctl completion bash --install',
  );
};
