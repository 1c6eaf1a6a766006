// A scene: steps in a real terminal, whose screens are compared with a file of captures.
import { appendFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../support/run.js';
import { ensureBuilt, launcher, projectRoot, runProgram } from '../support/spawn.js';
import { openTerminal, type Terminal } from '../support/tmux.js';
import { normalised, sheet, type Capture } from './captures.js';

export interface Stage {
  readonly terminal: Terminal;
  readonly folder: string;
  /** Keeps a screen under a title. */
  readonly keep: (title: string, screen: string) => void;
  /** Runs a command line to its end and keeps the screen. */
  readonly does: (line: string) => Promise<void>;
}

export interface SceneSettings {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Copies of the example recording, each with content of its own. */
  readonly recordings?: readonly string[];
}

/** Plays a scene in a new folder and compares its captures with `captures/<name>-<columns>.txt`. */
export const play = async (
  settings: SceneSettings,
  steps: (stage: Stage) => Promise<void>,
): Promise<void> => {
  await ensureBuilt();
  const { name, columns, rows, env = {}, recordings = [] } = settings;
  const folder = await temporaryFolder();
  for (const recording of recordings) {
    const path = join(folder, recording);
    await cp(join(projectRoot, 'examples', 'recording.wav'), path);
    await appendFile(path, recording);
  }
  const terminal = await openTerminal({ folder, columns, rows, env });
  const captures: Capture[] = [];
  const keep = (title: string, screen: string): void =>
    void captures.push({ title, screen: normalised(screen, folder) });
  const does = async (line: string): Promise<void> => keep(line, await terminal.does(line));
  try {
    await steps({ terminal, folder, keep, does });
  } finally {
    await terminal.close();
    await runProgram(process.execPath, [launcher, 'local', 'stop'], { env: { HOME: folder } });
    // A program that was interrupted may still write its last file.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
  await expect(sheet(captures)).toMatchFileSnapshot(`captures/${name}-${columns}.txt`);
};

/** The widths of every scene: a narrow window, the standard one, a wide screen. */
export const widths = [60, 80, 200] as const;
