// Which faults are an item's own, and which end the run.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { CliError, Exit } from '../../../src/errors.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { asrctl, temporaryFolder } from '../../support/run.js';
import { jobWith, scriptedProvider } from '../../support/scripted-provider.js';

const segment = { startMs: 0, endMs: 2000, text: 'Hi.', speaker: null, channel: null, words: [] };
const names = ['a.wav', 'b.wav', 'c.wav'];

let home: string;
beforeEach(async () => {
  home = await temporaryFolder();
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  for (const name of names) await writeFile(join(home, name), `sound of ${name}`);
});

/** Transcribes all three; the submit of b.wav throws, or the read of its result does. */
const run = async (fault: unknown, where: 'submit' | 'get') => {
  const provider = scriptedProvider({
    submit: async ({ media }) => {
      const name = media.split('/').at(-1) ?? '';
      if (where === 'submit' && name === 'b.wav') throw fault;
      return { input: media, id: name, state: 'queued' };
    },
    get: async ([id = '']) => [
      jobWith({
        id,
        state: 'succeeded',
        transcript: where === 'get' && id === 'b.wav' ? null : transcriptOf([segment]),
      }),
    ],
    fetchResult: async () => {
      throw fault;
    },
  });
  return asrctl(['transcribe', ...names], { provider, cwd: home, home });
};

const own = [
  new CliError(Exit.auth, 'Not yours', { code: 'Forbidden' }),
  new RangeError('Invalid string length'),
  Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' }),
];

it.each([
  ...own.map((fault) => ['submit', fault] as const),
  ...own.map((fault) => ['get', fault] as const),
])('an item’s own, in %s: %s', async (where, fault) => {
  const result = await run(fault, where);
  expect(result.code).toBe(6);
  expect(result.stdout.trim().split('\n')).toHaveLength(2);
  expect(result.stderr).toContain('b.wav');
});

it.each([
  [new CliError(Exit.auth, 'Refused', { code: 'SignatureDoesNotMatch' }), 4],
  [Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }), 1],
])('every item’s: %s', async (fault, code) => {
  const result = await run(fault, 'submit');
  expect(result.code).toBe(code);
  expect(result.stderr).not.toContain('1 of 3 items failed');
});
