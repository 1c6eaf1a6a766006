// A real terminal: a shell in tmux, whose screen can be read, with asrctl on its PATH.
import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launcher } from './spawn.js';
import { until } from './until.js';

const run = promisify(execFile);

export interface Terminal {
  /** Clears the screen, types a command line and presses Enter. The function waits for its end, as `does` does. */
  start(line: string): Promise<() => Promise<string>>;
  /** Runs a command line to its end. The screen, with `[exit N]` below the output. */
  does(line: string): Promise<string>;
  /** Presses keys, by their names in tmux: `C-c`, `Down`, `q`. */
  press(...keys: readonly string[]): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** The screen once it matches, without blanks at line ends and empty lines at the end. */
  shows(pattern: RegExp): Promise<string>;
  /** Lines that have left the screen at its top. */
  scrollback(): Promise<string>;
  close(): Promise<void>;
}

export interface TerminalWorld {
  /** Home, current folder and state of the session. */
  readonly folder: string;
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
}

const prompt = '$';

/** An executable `asrctl` in `bin/` of the folder. */
const installIn = async (folder: string): Promise<string> => {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = join(bin, 'asrctl');
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
  await chmod(program, 0o755);
  return bin;
};

const settings = `set -g status off
set -g default-terminal screen-256color
set -g escape-time 0
`;

const trimmed = (screen: string): string =>
  screen
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();

/** Enough for a busy machine; after that a wrong screen is an error that shows it. */
const mostLooks = 250;

let sessions = 0;

/** Opens a terminal with a shell that waits for a command. The caller closes it. */
export const openTerminal = async (world: TerminalWorld): Promise<Terminal> => {
  const { folder, columns, rows, env: more = {} } = world;
  const config = join(folder, 'tmux.conf');
  await writeFile(config, settings);
  const bin = await installIn(folder);
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    HOME: folder,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    PS1: `${prompt} `,
    ...more,
  };
  sessions += 1;
  const socket = `asrctl-test-${process.pid}-${sessions}`;
  const tmux = async (...argv: string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-L', socket, '-f', config, ...argv], { env });
    return stdout;
  };
  const size = ['-x', String(columns), '-y', String(rows)];
  await tmux('new-session', '-d', ...size, '-c', folder, 'bash', '--norc', '--noprofile');
  const screen = async (): Promise<string> => trimmed(await tmux('capture-pane', '-p'));
  const shows = async (pattern: RegExp): Promise<string> => {
    let looks = 0;
    const text = await until(screen, (seen) => pattern.test(seen) || (looks += 1) > mostLooks, 40);
    if (!pattern.test(text)) throw new Error(`the screen does not show ${pattern}:\n${text}`);
    return text;
  };
  await shows(/^\$$/);
  let lines = 0;
  const start: Terminal['start'] = async (line) => {
    // The number tells the end of this line from that of the one before, which may still be on the screen.
    lines += 1;
    const end = `#${lines}`;
    await tmux('send-keys', '-l', `clear; ${line}; echo "[exit $?${end}]"`);
    await tmux('send-keys', 'Enter');
    // What the line before left, and the typed line itself, are cleared before the command runs.
    const isCleared = (seen: string): boolean =>
      !seen.includes(`#${lines - 1}]`) && !seen.includes(`$?${end}`);
    await until(screen, isCleared, 10);
    const ended = new RegExp(`^\\[exit \\d+${end}\\]\\n\\$$`, 'm');
    return async () => (await shows(ended)).replace(/#\d+\]\n\$$/, ']');
  };
  return {
    start,
    does: async (line) => (await start(line))(),
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    resize: async (x, y) => void (await tmux('resize-window', '-x', String(x), '-y', String(y))),
    shows,
    scrollback: async () => trimmed(await tmux('capture-pane', '-p', '-S', '-', '-E', '-1')),
    close: async () => void (await tmux('kill-server')),
  };
};
