// The block of live lines on a terminal that is played: what remains on its screen, cursor and all.
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { expect, it } from 'vitest';
import { nodeIo } from '../../src/terminal/node-streams.js';

/** A screen that knows what the block needs: line ends, carriage return, cursor up, clear, cursor on and off. */
class FakeScreen {
  rows: string[] = [''];
  hidden = false;
  #row = 0;
  #column = 0;

  constructor(public columns: number) {}

  write(text: string): void {
    for (const [piece] of text.matchAll(/\u001b\[\??\d*[A-Za-z]|\r|\n|[^\u001b\r\n]/gu))
      this.#put(piece);
  }

  #put(piece: string): void {
    const up = /^\u001b\[(\d+)A$/.exec(piece);
    if (up) this.#row = Math.max(0, this.#row - Number(up[1]));
    else if (piece === '\r') this.#column = 0;
    else if (piece === '\n') this.#next();
    else if (piece === '\u001b[K') this.#keep(this.#column);
    else if (piece === '\u001b[2K') this.#keep(0);
    else if (piece === '\u001b[J') this.rows = [...this.rows.slice(0, this.#row), ''];
    else if (piece === '\u001b[?25l') this.hidden = true;
    else if (piece === '\u001b[?25h') this.hidden = false;
    else this.#character(piece);
  }

  #keep(columns: number): void {
    this.rows[this.#row] = (this.rows[this.#row] ?? '').slice(0, columns);
  }

  #next(): void {
    this.#row += 1;
    this.#column = 0;
    this.rows[this.#row] ??= '';
  }

  #character(piece: string): void {
    if (this.#column >= this.columns) this.#next();
    const row = this.rows[this.#row] ?? '';
    this.rows[this.#row] = row.slice(0, this.#column).padEnd(this.#column) + piece;
    this.#column += 1;
  }

  /** Breaks long lines as terminals do; the cursor stays in its line. */
  resize(columns: number): void {
    this.columns = columns;
    const broken = this.rows.map((row) => row.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? ['']);
    this.#row = broken.slice(0, this.#row).reduce((sum, rows) => sum + rows.length, 0);
    this.rows = broken.flat();
  }
}

const open = async (columns = 60, rows = 24) => {
  const screen = new FakeScreen(columns);
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  stream.on('data', (chunk) => screen.write(String(chunk)));
  const resize = (width: number): void => {
    screen.resize(width);
    stream.columns = width;
  };
  let tick = (): void => {};
  let atEnd = (): void => {};
  const stdin = new PassThrough();
  const io = nodeIo(
    { stdin, stdout: stream, stderr: stream } as unknown as {
      stdin: ReadStream;
      stdout: WriteStream;
      stderr: WriteStream;
    },
    {
      env: {},
      color: () => 'auto',
      progress: () => true,
      input: () => true,
      interrupt: () => {},
      signal: new AbortController().signal,
      holdInterrupts: () => () => {},
      every(_ms, work) {
        tick = work;
        return () => {
          tick = () => {};
        };
      },
      atExit(restore) {
        atEnd = restore;
        return () => {};
      },
    },
  );
  const progress = await io.progress();
  return { io, progress, screen, resize, tick: () => tick(), exit: () => atEnd() };
};

it('is replaced as it changes, and asked for again as time passes', async () => {
  const { progress, screen, tick } = await open();
  let seconds = 0;
  progress.status(() => [`1 of 2 finished, ${seconds}s`, 'talk.wav  running']);
  expect(screen.rows).toEqual(['⠋ 1 of 2 finished, 0s', '  talk.wav  running', '']);
  seconds = 1;
  tick();
  expect(screen.rows).toEqual(['⠙ 1 of 2 finished, 1s', '  talk.wav  running', '']);
  expect(screen.hidden).toBe(true);
  progress.stop();
  tick();
  expect(screen.rows).toEqual(['']);
  expect(screen.hidden).toBe(false);
});

it('stays below everything else that is written, on either stream', async () => {
  const { io, progress, screen, tick } = await open();
  progress.status(() => ['waiting']);
  progress.line('a is running');
  await io.stdout.write('/tmp/talk.srt\n');
  await io.stderr.write('asrctl: two words\nA hint.\n');
  const above = ['a is running', '/tmp/talk.srt', 'asrctl: two words', 'A hint.'];
  expect(screen.rows).toEqual([...above, '⠋ waiting', '']);
  // A line that is not whole is not broken by the block.
  await io.stdout.write('half a ');
  tick();
  expect(screen.rows).toEqual([...above, 'half a ']);
  await io.stdout.write('line\n');
  expect(screen.rows).toEqual([...above, 'half a line', '⠙ waiting', '']);
});

it.each([30, 100])(
  'leaves nothing behind when the terminal becomes %i columns wide',
  async (width) => {
    const { progress, screen, resize, tick } = await open();
    progress.line('before');
    progress.status(() => ['x'.repeat(200), '语'.repeat(50)]);
    for (const row of screen.rows) expect(row.length).toBeLessThan(60);
    resize(width);
    tick();
    expect(screen.rows).toHaveLength(4);
    expect(screen.rows[0]).toBe('before');
    for (const row of screen.rows) expect(row.length).toBeLessThan(width);
    progress.stop();
    expect(screen.rows).toEqual(['before', '']);
  },
);

it('is never higher than the terminal', async () => {
  const { progress, screen } = await open(60, 6);
  progress.status(() => Array.from({ length: 20 }, (_, i) => `line ${i}`));
  expect(screen.rows).toHaveLength(5);
});

it('is removed, and the cursor is back, when the process ends early', async () => {
  const { progress, screen, exit } = await open();
  progress.status(() => ['waiting']);
  exit();
  expect([screen.rows, screen.hidden]).toEqual([[''], false]);
});

it('shows no control characters of a file name', async () => {
  const { progress, screen } = await open();
  progress.status(() => ['evil\u001b[2J\n\u0007name.wav  running']);
  expect(screen.rows).toEqual(['⠋ evil name.wav  running', '']);
});
