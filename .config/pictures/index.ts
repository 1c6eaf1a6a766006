// The pictures of the pages in `docs/pictures/`. `npm run pictures` writes them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shapingPicture } from './shaping.js';
import { record, terminalPicture } from './terminal.js';

export { shapingPicture };

const columns = 76;

/** The main job on the example recording, in a home of its own. Needs tmux and a speech engine. */
const terminal = async (root: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'asrctl-picture-'));
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  };
  try {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(join(root, 'bin', 'asrctl.cjs'), join(folder, 'bin', 'asrctl'));
    cpSync(join(root, 'examples', 'recording.wav'), join(folder, 'talk.wav'));
    const commands = ['asrctl transcribe talk.wav', 'cat talk.srt'];
    const frames = await record({ folder, env, columns, rows: 30, commands });
    const shown = frames.map((frame) => ({
      ...frame,
      screen: frame.screen.replaceAll(folder, '/home/anna'),
    }));
    return terminalPicture(shown, columns);
  } finally {
    execFileSync(join(root, 'bin', 'asrctl.cjs'), ['local', 'stop'], { env, stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Path below the root -> SVG text. */
export const pictures = async (root: string): Promise<Readonly<Record<string, string>>> => ({
  'docs/pictures/shaping.svg': await shapingPicture(),
  'docs/pictures/terminal.svg': await terminal(root),
});
