import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { assert as check, property, string as anyString } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colorLevel } from '../../src/terminal/color.js';
import { nodeIo, type IoOptions } from '../../src/terminal/node-streams.js';
import { InputEnded, StreamClosed } from '../../src/terminal/streams.js';
import { cutText } from '../../src/terminal/cut.js';
import { safeBlock, safeLine, textWidth } from '../../src/terminal/text.js';

describe('safe text', () => {
  test.each([
    ['plain', 'plain'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;http://x\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title\u001b\\x', 'x'],
    ['\u001bP1;2q#dcs\u001b\\x', 'x'],
    ['\u009b31mx', 'x'],
    ['\u001b^private\u001b\\x', 'x'],
    ['abc\u202edcba', 'abcdcba'],
    ['a\u2066b\u2069c', 'abc'],
    ['zero\u200bwidth\u00ad', 'zerowidth'],
    ['bell\u0007 null\u0000 del\u007f', 'bell null del'],
    ['👩\u200d👩\u200d👧', '👩\u200d👩\u200d👧'],
    ['नमस्ते', 'नमस्ते'],
    ['lone \ud800 surrogate', 'lone  surrogate'],
    ['a\r\nb\tc', 'a b c'],
    ['an unfinished \u001b]0;title', 'an unfinished'],
  ])('line %j is %j', (text, safe) => {
    expect(safeLine(text)).toBe(safe);
  });

  test('a block keeps line feeds and tabs', () => {
    expect(safeBlock('a\r\nb\rc\td\u001b[2J')).toBe('a\nb\nc\td');
  });

  test('whatever comes in, no control character and no bidi control comes out', () => {
    check(
      property(anyString({ unit: 'binary' }), (text) => {
        expect(safeLine(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
        expect(safeBlock(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['周一', 4],
    ['ｱ', 1],
    ['e\u0301', 1],
    ['😀', 2],
    ['👩\u200d👩\u200d👧', 2],
    ['', 0],
  ])('%j takes %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test.each([
    ['abcdef', 4, 'abc…'],
    ['abcd', 4, 'abcd'],
    ['周一周二', 5, '周一…'],
    ['周一周二', 6, '周一…'],
    ['abc', 0, ''],
  ])('%j cut to %i is %j', (text, columns, cut) => {
    expect(cutText(text, columns)).toBe(cut);
  });

  test.each([
    ['oss://bucket/talks/first.mp4', 12, 'front', '…s/first.mp4'],
    ['港口谈话第二', 6, 'front', '…第二'],
    ['interview-part-1.wav', 11, 'middle', 'int…t-1.wav'],
    ['港口谈话第二', 8, 'middle', '港…第二'],
    ['short', 11, 'middle', 'short'],
    ['周', 1, 'front', '…'],
    ['👩\u200d👩\u200d👧 family 👍🏽.wav', 10, 'middle', '👩….wav'],
    ['x'.repeat(1_000_000), 5, 'middle', 'x…xxx'],
    ['abce\u0301', 3, 'front', '…ce\u0301'],
  ] as const)('%j cut to %i at the %s is %j', (text, columns, cut, shown) => {
    expect(cutText(text, columns, cut)).toBe(shown);
  });
});

describe('colour level', () => {
  test.each<[Record<string, string>, boolean, 'auto' | 'always' | 'never', number]>([
    [{}, true, 'auto', 1],
    [{}, false, 'auto', 0],
    [{ TERM: 'xterm-256color' }, true, 'auto', 2],
    [{ COLORTERM: 'truecolor' }, true, 'auto', 3],
    [{ NO_COLOR: '1' }, true, 'auto', 0],
    [{ NO_COLOR: '' }, true, 'auto', 1],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, 'auto', 0],
    [{ NO_COLOR: '1' }, true, 'always', 1],
    [{ FORCE_COLOR: '1' }, false, 'auto', 1],
    [{ FORCE_COLOR: '3' }, false, 'auto', 3],
    [{ FORCE_COLOR: '0' }, true, 'auto', 0],
    [{ CLICOLOR: '0' }, true, 'auto', 0],
    [{ CLICOLOR_FORCE: '1' }, false, 'auto', 1],
    [{ TERM: 'dumb' }, true, 'auto', 0],
    [{ TERM: 'dumb' }, true, 'always', 1],
    [{ FORCE_COLOR: '1' }, true, 'never', 0],
  ])('%j, terminal %s, --color %s: %i', (env, isTTY, choice, level) => {
    expect(colorLevel(env, isTTY, choice)).toBe(level);
  });
});

describe('the real streams', () => {
  const options = (more: Partial<IoOptions> = {}): IoOptions => ({
    env: {},
    color: () => 'auto',
    progress: () => true,
    input: () => true,
    interrupt: () => {},
    signal: new AbortController().signal,
    atExit: () => () => {},
    every: () => () => {},
    holdInterrupts: () => () => {},
    ...more,
  });

  const pipes = (tty: Partial<Record<'stdin' | 'stdout' | 'stderr', boolean>> = {}) => {
    const make = (isTTY = false) => Object.assign(new PassThrough(), { isTTY, columns: undefined });
    const streams = { stdin: make(tty.stdin), stdout: make(tty.stdout), stderr: make(tty.stderr) };
    return {
      ...streams,
      all: streams as unknown as { stdin: ReadStream; stdout: WriteStream; stderr: WriteStream },
    };
  };

  test('stdin comes as lines, whatever their ends, or as text', async () => {
    const one = pipes();
    one.stdin.end('a\r\n\nb');
    const lines: string[] = [];
    for await (const line of nodeIo(one.all, options()).stdin.lines()) lines.push(line);
    expect(lines).toEqual(['a', '', 'b']);
    const two = pipes();
    const bytes = Buffer.from('周一');
    two.stdin.write(bytes.subarray(0, 2));
    two.stdin.end(bytes.subarray(2));
    expect(await nodeIo(two.all, options()).stdin.text()).toBe('周一');
  });

  test('a reader that goes away becomes StreamClosed, once and for all', async () => {
    const gone = Object.assign(new EventEmitter(), {
      isTTY: false,
      write(_text: string, done: (error: Error) => void) {
        const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
        done(error);
        return false;
      },
    });
    const { all } = pipes();
    const io = nodeIo({ ...all, stdout: gone as unknown as WriteStream }, options());
    await expect(io.stdout.write('x')).rejects.toBeInstanceOf(StreamClosed);
    await expect(io.stdout.write('y')).rejects.toBeInstanceOf(StreamClosed);
  });

  test('other faults of a stream stay what they are', async () => {
    const full = Object.assign(new EventEmitter(), {
      isTTY: false,
      write(_text: string, done: (error: Error) => void) {
        done(Object.assign(new Error('disk full'), { code: 'ENOSPC' }));
        return false;
      },
    });
    const io = nodeIo({ ...pipes().all, stdout: full as unknown as WriteStream }, options());
    await expect(io.stdout.write('x')).rejects.toThrow('disk full');
  });

  test('prompting needs a terminal on both ends, and may be forbidden', () => {
    const can = (tty: Parameters<typeof pipes>[0], more = {}): boolean =>
      nodeIo(pipes(tty).all, options(more)).canPrompt;
    expect(can({ stdin: true, stderr: true })).toBe(true);
    expect(can({ stdin: true })).toBe(false);
    expect(can({ stderr: true })).toBe(false);
    expect(can({ stdin: true, stderr: true }, { input: () => false })).toBe(false);
  });

  test('a prompt asks on stderr and gives the line; hidden, it echoes nothing', async () => {
    for (const hidden of [false, true]) {
      const streams = pipes({ stdin: true, stderr: true });
      const answer = nodeIo(streams.all, options()).prompt('Secret: ', { hidden });
      setImmediate(() => streams.stdin.write('s3cret\r'));
      expect(await answer).toBe('s3cret');
      const shown = String(streams.stderr.read());
      expect(shown).toContain('Secret: ');
      expect(shown.includes('s3cret')).toBe(!hidden);
      expect(streams.stdout.read()).toBeNull();
    }
  });

  test('input that ends before an answer is no answer', async () => {
    const streams = pipes({ stdin: true, stderr: true });
    const answer = nodeIo(streams.all, options()).prompt('Name: ');
    setImmediate(() => streams.stdin.end());
    await expect(answer).rejects.toBeInstanceOf(InputEnded);
  });

  test('progress off a terminal: lines that stay, no status; nothing with --quiet', async () => {
    const streams = pipes();
    const progress = await nodeIo(streams.all, options()).progress();
    progress.status(() => ['1 of 2']);
    progress.line('a is running');
    progress.stop();
    expect(String(streams.stderr.read())).toBe('a is running\n');
    const silent = pipes();
    (await nodeIo(silent.all, options({ progress: () => false })).progress()).line('x');
    expect(silent.stderr.read()).toBeNull();
  });

  test('a progress line stays one line, whatever the name in it', async () => {
    const streams = pipes();
    const progress = await nodeIo(streams.all, options()).progress();
    progress.line('evil\u001b[31m\nname.wav: job 1 queued');
    expect(String(streams.stderr.read())).toBe('evil name.wav: job 1 queued\n');
  });

  test('columns: the terminal’s, else COLUMNS, else no edge', () => {
    const at = (env: Record<string, string>): number =>
      nodeIo(pipes().all, options({ env })).stdout.columns;
    expect(at({ COLUMNS: '72' })).toBe(72);
    expect(at({})).toBe(Number.POSITIVE_INFINITY);
  });
});
