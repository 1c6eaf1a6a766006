import { expect, test } from 'vitest';
import { CliError, Exit } from '../src/errors.js';
import { messagesTo, type MessageMode } from '../src/messages.js';
import { StreamClosed } from '../src/terminal/streams.js';
import { hostileTexts, steering } from './support/hostile.js';

const streamOf = (isTTY = false) => {
  const written: string[] = [];
  const write = async (text: string): Promise<void> => void written.push(text);
  return { written, stream: { isTTY, columns: 80, rows: 24, colorLevel: 0 as const, write } };
};

const plain: MessageMode = { json: false, quiet: false, verbose: false };

test('messages keep their order, errors included', async () => {
  const { written, stream } = streamOf();
  const messages = messagesTo(stream, () => ({ ...plain, verbose: true }));
  messages.notice('one');
  messages.trace('two');
  await messages.error(new CliError(Exit.error, 'three', { hint: 'Do it.' }));
  expect(written.join('')).toBe('one\ntwo\nasrctl: three\nDo it.\n');
});

test('--quiet hides notices, and only --verbose shows traces', async () => {
  const { written, stream } = streamOf();
  const messages = messagesTo(stream, () => ({ ...plain, quiet: true }));
  messages.notice('one');
  messages.trace('two');
  await messages.settle();
  expect(written).toEqual([]);
});

test('for scripts every message is one JSON object on a line', async () => {
  const { written, stream } = streamOf();
  const messages = messagesTo(stream, () => ({ json: true, quiet: false, verbose: true }));
  messages.notice('one\nline');
  messages.trace('call');
  await messages.error(new CliError(Exit.usage, 'wrong'));
  expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
    { notice: 'one\nline' },
    { trace: 'call' },
    {
      error: {
        code: 'usage',
        message: 'wrong',
        hint: null,
        requestId: null,
        input: null,
        exitCode: 2,
      },
    },
  ]);
  expect(written.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
});

test.each(Object.entries(hostileTexts))(
  'a server’s words cannot steer a terminal: %s',
  async (_name, text) => {
    const error = new CliError(Exit.error, text, { code: text, requestId: text, hint: text });
    for (const json of [true, false]) {
      const { written, stream } = streamOf(true);
      const messages = messagesTo(stream, () => ({ ...plain, json }));
      messages.notice(text);
      await messages.error(error);
      expect(written.join('').replaceAll(/[\n\t]/g, '')).not.toMatch(steering);
    }
  },
);

test('codes and request ids are cleaned and cut for files, too', async () => {
  const { written, stream } = streamOf();
  const long = 'x'.repeat(10_000);
  const messages = messagesTo(stream, () => ({ ...plain, json: true }));
  const details = { code: `Bad\u001b[31m${long}`, requestId: `R\u202e1${long}` };
  await messages.error(new CliError(Exit.error, 'no', details));
  const { error } = JSON.parse(written.join('')) as { error: Record<string, string> };
  expect(error['code']).toMatch(/^Badx{1,200}$/);
  expect(error['requestId']).toMatch(/^R1x{1,200}$/);
});

test('a closed stderr loses messages and nothing else', async () => {
  const { stream } = streamOf();
  const closed = { ...stream, write: () => Promise.reject(new StreamClosed()) };
  const messages = messagesTo(closed, () => plain);
  messages.notice('one');
  await expect(messages.error(new CliError(Exit.error, 'two'))).resolves.toBeUndefined();
});
