// All files that are generated from the command tree, by name.
import { providers } from '../../src/api/index.js';
import type { Host } from '../../src/commands/host.js';
import { laidOut } from '../../src/help/layout.js';
import { rootPage } from '../../src/help/page.js';
import { buildProgram, type Shell } from '../../src/program.js';
import type { OutStream } from '../../src/terminal/streams.js';
import { bash } from './bash.js';
import { fish } from './fish.js';
import { man } from './man.js';
import { powershell } from './powershell.js';
import { treeOf, type Node } from '../../src/help/tree.js';
import { zsh } from './zsh.js';

const nowhere: OutStream = {
  isTTY: false,
  columns: Number.POSITIVE_INFINITY,
  rows: Number.POSITIVE_INFINITY,
  colorLevel: 0,
  write: async () => {},
};

const noApp = (): never => {
  throw new Error('no command runs while the tree is read');
};

/** Builds the tree; no command can run in it. */
const readOnly = (version: string): Shell => ({
  io: {
    stdin: { isTTY: false, text: async () => '', lines: noApp },
    stdout: nowhere,
    stderr: nowhere,
    canPrompt: false,
    prompt: noApp,
    screen: noApp,
    pager: noApp,
    pick: noApp,
    progress: noApp,
  },
  version,
  providers,
  app: noApp,
  messages: { notice: noApp, trace: noApp, error: noApp, settle: noApp },
});

const host: Host = { run: noApp, help: noApp };

/** The whole tree, with every command loaded. */
export const commandTree = async (version: string): Promise<Node> =>
  treeOf(await buildProgram(readOnly(version), host, () => true));

/** Kept in the repository: path below the root -> text. */
export const committed = async (): Promise<Readonly<Record<string, string>>> => {
  // With a version in them they would change with each release.
  const tree = await commandTree('');
  return {
    'completions/asrctl.bash': bash(tree),
    'completions/_asrctl': zsh(tree),
    'completions/asrctl.fish': fish(tree),
    'completions/asrctl.ps1': powershell(tree),
  };
};

/** The help of asrctl as the launcher prints it when stdout is not a terminal. */
const rootHelp = async (version: string): Promise<string> => {
  const root = treeOf(await buildProgram(readOnly(version), host, () => false));
  return laidOut(rootPage(root), { width: 100, heading: (text) => text });
};

/** Written by every build: path below dist/ -> text. */
export const built = async (version: string): Promise<Readonly<Record<string, string>>> => ({
  'asrctl.1': await man(await commandTree(version), version),
  'help.txt': await rootHelp(version),
});
