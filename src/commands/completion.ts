import { Argument, Command } from '@commander-js/extra-typings';
import type { Host } from './host.js';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export default (host: Host) =>
  new Command('completion')
    .description('Print the completion script of a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      `
Set up:
  bash        asrctl completion bash > ~/.local/share/bash-completion/completions/asrctl
  zsh         asrctl completion zsh > "\${fpath[1]}/_asrctl"
  fish        asrctl completion fish > ~/.config/fish/completions/asrctl.fish
  powershell  asrctl completion powershell | Out-String | Invoke-Expression`,
    )
    .action((shell) =>
      host.run(async (app) => {
        const { readFile } = await import('node:fs/promises');
        const path = await import('node:path');
        const file = {
          bash: 'asrctl.bash',
          zsh: '_asrctl',
          fish: 'asrctl.fish',
          powershell: 'asrctl.ps1',
        }[shell];
        // The scripts are generated from the command tree and ship with the package.
        return {
          kind: 'text',
          text: [
            await readFile(
              path.join(path.dirname(app.self[1] ?? ''), '..', 'completions', file),
              'utf8',
            ),
          ],
        };
      }),
    );
