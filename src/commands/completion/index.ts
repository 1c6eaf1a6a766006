// `completion`: prints the script of a shell, or installs it for the user.
import { Argument, Command } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import type { Host } from '../host.js';
import { ownShell } from './place.js';
import { scriptOf, shells, type Shell } from './scripts.js';

export default (host: Host) =>
  new Command('completion')
    .description('Install the completion script of a shell, or print it.')
    .addArgument(
      new Argument('[shell]', 'the shell; default with --install: that of SHELL').choices(shells),
    )
    .option('--install', 'write the script where new shells of this user find it')
    .option('--uninstall', 'remove the script that --install wrote')
    .addHelpText(
      'after',
      `
Set up without --install, in bash, zsh, fish and PowerShell:
  echo 'source <(asrctl completion bash)' >> ~/.bashrc
  echo 'autoload -Uz compinit && compinit; source <(asrctl completion zsh)' >> ~/.zshrc
  mkdir -p ~/.config/fish && echo 'asrctl completion fish | source' >> ~/.config/fish/config.fish
  asrctl completion powershell | Out-String | Invoke-Expression

Examples:
  asrctl completion --install
  asrctl completion zsh --install
  asrctl completion --uninstall`,
    )
    .action((shell, flags) => host.run((app) => completion(app, shell, flags)));

interface Flags {
  readonly install?: true;
  readonly uninstall?: true;
}

const completion = async (
  app: App,
  shell: Shell | undefined,
  flags: Flags,
): Promise<Output | void> => {
  const { install, uninstall } = flags;
  if (install === true && uninstall === true)
    throw usageError('--install and --uninstall contradict each other', 'Give only one of them.');
  if (install === true || uninstall === true) {
    const installing = await import('./install.js');
    const chosen = shell ?? ownShell(app.env);
    return install === true ? installing.install(app, chosen) : installing.uninstall(app, chosen);
  }
  if (shell === undefined)
    throw usageError('completion needs <shell>', `Use one of: ${shells.join(', ')}.`);
  return { kind: 'text', text: [await scriptOf(app, shell)] };
};
