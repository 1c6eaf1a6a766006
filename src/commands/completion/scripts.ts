// The completion scripts: they are generated from the command tree and ship with the package.
import type { App } from '../../app.js';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

const files: Record<Shell, string> = {
  bash: 'asrctl.bash',
  zsh: '_asrctl',
  fish: 'asrctl.fish',
  powershell: 'asrctl.ps1',
};

export const scriptOf = async (app: App, shell: Shell): Promise<string> => {
  const { readFile } = await import('node:fs/promises');
  const path = await import('node:path');
  const folder = path.join(path.dirname(app.self[1] ?? ''), '..', 'completions');
  return readFile(path.join(folder, files[shell]), 'utf8');
};

/** What every script has near its beginning; a file without it is not ours. */
export const isOurScript = (text: string): boolean =>
  text.slice(0, 200).includes('completion for asrctl. Generated from the command tree');
