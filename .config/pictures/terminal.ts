// A run in a real terminal, recorded through tmux, as an animated SVG file without script.
import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { columnPx, escaped, linePx, pictureOf } from './svg.js';

/** One screen, as `tmux capture-pane -e` prints it, and how long it is shown. */
export interface Frame {
  readonly screen: string;
  readonly shownMs: number;
}

export interface Recording {
  /** Folder in which the commands run. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
  readonly commands: readonly string[];
}

const prompt = '$ ';
const pollMs = 80;
const typingMs = 40;
const endMs = 5_000;

/** Colours of `SGR 30-37` and `90-97` that have a class in the style sheet. */
const colours = ['', 'red', 'green', 'yellow', 'blue', '', 'cyan', ''];

interface Look {
  readonly classes: readonly string[];
}

const looks = (codes: readonly number[], before: Look): Look => {
  let { classes } = before;
  for (const code of codes) {
    if (code === 0) classes = [];
    else if (code === 1) classes = [...classes, 'strong'];
    else if (code === 2 || code === 90) classes = [...classes, 'dim'];
    else if (code === 22) classes = classes.filter((name) => name !== 'strong' && name !== 'dim');
    else if (code === 39) classes = classes.filter((name) => !colours.includes(name));
    else if (code >= 30 && code <= 37) classes = [...classes, colours[code - 30] ?? ''];
    else if (code > 90 && code <= 97) classes = [...classes, colours[code - 90] ?? ''];
  }
  return { classes: classes.filter((name) => name !== '') };
};

/** A line of a screen with its colours as `<tspan>` elements. */
const coloured = (line: string, start: Look): { readonly svg: string; readonly end: Look } => {
  let look = start;
  const parts: string[] = [];
  for (const piece of line.split(/(\u001B\[[\d;]*m)/)) {
    const codes = /^\u001B\[([\d;]*)m$/.exec(piece)?.[1];
    if (codes !== undefined) look = looks(codes.split(';').map(Number), look);
    else if (piece !== '') {
      const text = escaped(piece);
      const name = look.classes.join(' ');
      parts.push(name === '' ? text : `<tspan class="${name}">${text}</tspan>`);
    }
  }
  return { svg: parts.join(''), end: look };
};

const screenSvg = (screen: string): string => {
  let look: Look = { classes: [] };
  return screen
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      const { svg, end } = coloured(line, look);
      look = end;
      return svg === '' ? '' : `<text x="16" y="${30 + i * linePx}">${svg}</text>`;
    })
    .filter((line) => line !== '')
    .join('\n');
};

/** Records what the terminal shows while a shell gets these commands. Ends when the prompt is back after the last. */
export const record = async (recording: Recording): Promise<Frame[]> => {
  const { folder, env, columns, rows, commands } = recording;
  const socket = `asrctl-picture-${process.pid}`;
  const tmux = (...argv: string[]): string =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...argv], { env, encoding: 'utf8' });
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', ...size, '-c', folder, 'bash', '--norc', '--noprofile');
  const frames: Frame[] = [];
  const look = (shownMs: number): string => {
    const screen = tmux('capture-pane', '-e', '-p');
    const last = frames.at(-1);
    if (last?.screen === screen) {
      frames[frames.length - 1] = { screen, shownMs: last.shownMs + shownMs };
    } else frames.push({ screen, shownMs });
    return screen;
  };
  const untilPrompt = async (): Promise<void> => {
    while (!look(pollMs).trimEnd().endsWith(`\n${prompt.trim()}`)) await delay(pollMs);
  };
  try {
    tmux('send-keys', ` PS1='${prompt}'; clear`, 'Enter');
    while (tmux('capture-pane', '-p').trim() !== prompt.trim()) await delay(pollMs);
    for (const command of commands) {
      for (const key of command) {
        tmux('send-keys', '-l', key);
        await delay(typingMs);
        look(typingMs);
      }
      tmux('send-keys', 'Enter');
      await delay(pollMs);
      await untilPrompt();
    }
    look(endMs);
    return frames;
  } finally {
    tmux('kill-server');
  }
};

/** Each frame is visible for its time; the whole repeats. Without animation the last frame is shown. */
export const terminalPicture = (frames: readonly Frame[], columns: number): string => {
  const totalMs = frames.reduce((sum, { shownMs }) => sum + shownMs, 0);
  let fromMs = 0;
  const css: string[] = [];
  const groups = frames.map(({ screen, shownMs }, i) => {
    const [from, to] = [fromMs / totalMs, (fromMs + shownMs) / totalMs];
    fromMs += shownMs;
    const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;
    const isLast = i === frames.length - 1;
    const ends = isLast ? '' : ` ${percent(to)}, 100% { visibility: hidden; }`;
    css.push(
      `@keyframes f${i} { 0%, ${percent(Math.max(0, from - 0.000_01))} { visibility: hidden; } ${percent(from)} { visibility: visible; }${ends} }
  .f${i} { visibility: ${isLast ? 'visible' : 'hidden'}; animation: f${i} ${totalMs}ms step-end infinite; }`,
    );
    return `<g class="f${i}">\n${screenSvg(screen)}\n</g>`;
  });
  const lines = Math.max(...frames.map(({ screen }) => screen.trimEnd().split('\n').length));
  return pictureOf({
    width: Math.ceil(columns * columnPx) + 32,
    height: lines * linePx + 34,
    title: 'A terminal: asrctl transcribe talk.wav, and the subtitles it wrote',
    css: `\n  ${css.join('\n  ')}\n  @media (prefers-reduced-motion: reduce) { g { animation: none !important; } }`,
    body: groups.join('\n'),
  });
};
