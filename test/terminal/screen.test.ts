// The whole terminal: taken, drawn on, given back.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import type { StandardStreams } from '../../src/terminal/prompt.js';
import { openScreen } from '../../src/terminal/screen.js';
import { onTerminal, type Step } from '../support/pty.js';
import { temporaryFolder } from '../support/run.js';

const enter = '\u001b[?1049h\u001b[?25l\u001b[H\u001b[J';
const leave = '\u001b[H\u001b[J\u001b[?25h\u001b[?1049l';

const opened = (isTTY = true) => {
  const raw: boolean[] = [];
  const keys: string[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (on: boolean) => void raw.push(on),
  });
  const stdout = new PassThrough().setEncoding('utf8');
  const restorers = new Set<() => void>();
  let sizes = 0;
  const screen = openScreen(
    { stdin: stdin as unknown as ReadStream, stdout } as unknown as StandardStreams,
    { key: (key) => void keys.push(key), resize: () => void (sizes += 1) },
    (restore) => {
      restorers.add(restore);
      return () => void restorers.delete(restore);
    },
  );
  const resize = (): boolean => (stdout as unknown as WriteStream).emit('resize');
  const written = (): string => String(stdout.read() ?? '');
  return { screen, stdin, raw, keys, restorers, resize, sizes: () => sizes, written };
};

test('a frame is drawn over the last one, each line cleared before it is written', () => {
  const { screen, written } = opened();
  expect(written()).toBe(enter);
  screen.draw(['one', 'two']);
  expect(written()).toBe('\u001b[H\u001b[2Kone\r\n\u001b[2Ktwo\u001b[J');
});

test('keys and sizes are reported until it is closed, and nothing is left behind', () => {
  const { screen, stdin, raw, keys, restorers, resize, sizes, written } = opened();
  stdin.emit('data', Buffer.from('x\u0003'));
  resize();
  expect({ keys, raw, sizes: sizes() }).toEqual({ keys: ['x', '\u0003'], raw: [true], sizes: 1 });
  written();
  screen.close();
  screen.close();
  screen.draw(['late']);
  expect(written()).toBe(leave);
  resize();
  expect({ raw, sizes: sizes(), restorers: restorers.size, paused: stdin.isPaused() }).toEqual({
    raw: [true, false],
    sizes: 1,
    restorers: 0,
    paused: true,
  });
  expect(stdin.listenerCount('data')).toBe(0);
});

test('the end of the process closes it', () => {
  const { raw, restorers, written } = opened();
  written();
  for (const restore of restorers) restore();
  expect({ raw, text: written() }).toEqual({ raw: [true, false], text: leave });
});

test('without a keyboard it only draws', () => {
  const { screen, raw } = opened(false);
  screen.close();
  expect(raw).toEqual([]);
});

/** `list --watch` for a service that does not answer. */
const watching = async (steps: readonly Step[], more: Record<string, string> = {}) =>
  onTerminal(['list', '--watch'], steps, {
    TERM: 'xterm',
    ASRCTL_HOME: await temporaryFolder(),
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'made_up_id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made_up_secret',
    ASRCTL_ENDPOINT: 'http://127.0.0.1:9',
    ...more,
  });

test('q ends a watch whose service does not answer: the terminal is as before, exit 0', async () => {
  const { code, shown, left } = await watching([['Loading', 'q']]);
  expect({ code, left }).toEqual({ code: 0, left: 0 });
  expect(shown.startsWith(enter)).toBe(true);
  expect(shown.endsWith(leave)).toBe(true);
});

test('after a crash the terminal is as before, and the message is on it', async () => {
  const fault = join(await temporaryFolder(), 'fault.cjs');
  await writeFile(
    fault,
    `const { write } = process.stdout;
    process.stdout.write = function (text, ...more) {
      if (String(text).includes('Loading')) setImmediate(() => { throw new TypeError('a fault'); });
      return write.call(this, text, ...more);
    };`,
  );
  const { code, shown } = await watching([], { NODE_OPTIONS: `--require ${fault}` });
  expect(code).toBe(1);
  expect(shown.startsWith(enter)).toBe(true);
  expect(shown.slice(shown.indexOf(leave) + leave.length)).toMatch(/^asrctl: a fault\r\n/);
});
