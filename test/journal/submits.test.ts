import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Journal } from '../../src/journal/journal.js';
import { journalIn, undoJobs } from '../support/journal.js';
import { temporaryFolder } from '../support/run.js';

let folder: string;
let journal: Journal;
beforeEach(async () => {
  folder = await temporaryFolder();
  journal = await journalIn(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const journalBytes = async (): Promise<string> => {
  const read = (end: string) => readFile(join(folder, `journal.db${end}`), 'latin1');
  return (await read('')) + (await read('-wal').catch(() => ''));
};

const submits = ['a', 'b', 'a'].map((key) => ({ key, profile: 'p', media: 'm' }));
const claimAll = () => submits.map((submit) => journal.submits.claim(submit, false));

it('decides claims of the same moment one after the other, equal ones too', async () => {
  const claims = await Promise.all(claimAll());
  expect(claims.map(({ kind }) => kind)).toEqual(['send', 'send', 'busy']);
  expect(claims[2]?.entry).toEqual(claims[0]?.entry);
  expect(new Set(claims.map(({ entry }) => entry.token)).size).toBe(2);
});

it('keeps no signature of an address, and forgets those of older versions', async () => {
  const secret = 'c2VjcmV0U2lnbmF0dXJl';
  const address = `https://b.example/talk.wav?x-oss-signature=${secret}`;
  await journal.submits.claim({ key: 'k', profile: 'p', media: address, source: address }, false);
  const plain = 'https://b.example/talk.wav?id=5';
  await journal.submits.claim({ key: 'l', profile: 'p', media: plain, source: plain }, false);
  const file = new Database(join(folder, 'journal.db'));
  file.exec(`UPDATE submits SET media = '${address}' WHERE key = 'k'`);
  expect(await journalBytes()).toContain(secret);
  file.exec(`${undoJobs} ALTER TABLE submits DROP COLUMN failed; PRAGMA user_version = 9`);
  file.close();
  const again = await journalIn(folder);
  expect(await journalBytes()).not.toContain(secret);
  expect(await journalBytes()).toContain('https://b.example/talk.wav');
  expect((await again.submits.claim({ key: 'k', profile: 'p', media: address }, false)).kind).toBe(
    'busy',
  );
});

it('fails all of them when the journal cannot be written, and the next ones work again', async () => {
  const file = new Database(join(folder, 'journal.db'));
  file.exec('ALTER TABLE submits RENAME TO hidden');
  const ends = await Promise.allSettled(claimAll());
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  file.exec('ALTER TABLE hidden RENAME TO submits');
  file.close();
  expect((await claimAll()[0])?.kind).toBe('send');
});
