// Real programs as pagers.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPager } from '../../src/terminal/pager.js';
import { StreamClosed } from '../../src/terminal/streams.js';

const opened = async (script: string, env: Record<string, string> = {}, signal?: AbortSignal) => {
  let holders = 0;
  const pager = await openPager(['sh', '-c', script], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    signal: signal ?? new AbortController().signal,
    holdInterrupts: () => {
      holders += 1;
      return () => void (holders -= 1);
    },
  });
  if (pager === null) throw new Error('sh does not start');
  return { pager, holders: () => holders };
};

test('it gets the text, options for less unless the environment has them, and Ctrl-C until it ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'asrctl-test-'));
  try {
    const { pager, holders } = await opened('(echo "$LESS $LV"; cat) > "$OUT"', {
      OUT: join(folder, 'out'),
    });
    expect(holders()).toBe(1);
    await pager.write('one\n');
    await pager.write('two\n');
    await pager.end();
    expect(holders()).toBe(0);
    expect(await readFile(join(folder, 'out'), 'utf8')).toBe('FRX -c\none\ntwo\n');
    const own = { OUT: join(folder, 'own'), LESS: '-i', LV: '' };
    await (await opened('echo "$LESS $LV" > "$OUT"', own)).pager.end();
    expect(await readFile(own.OUT, 'utf8')).toBe('-i \n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a program that was left early closes the stream, and nothing fails', async () => {
  const { pager } = await opened('exit 0');
  const endless = async (): Promise<never> => {
    for (;;) await pager.write('x'.repeat(100_000));
  };
  await expect(endless()).rejects.toBeInstanceOf(StreamClosed);
  await pager.end();
});

test('the end of the command ends it', async () => {
  const controller = new AbortController();
  const { pager, holders } = await opened('exec cat > /dev/null', {}, controller.signal);
  controller.abort();
  await pager.end();
  expect(holders()).toBe(0);
});

test('a program that does not exist is null', async () => {
  const world = { env: {}, signal: new AbortController().signal, holdInterrupts: () => () => {} };
  expect(await openPager(['/nosuch/pager'], world)).toBeNull();
});
