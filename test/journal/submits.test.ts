import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Journal } from '../../src/journal/journal.js';
import { journalIn } from '../support/journal.js';
import { temporaryFolder } from '../support/run.js';

let folder: string;
let journal: Journal;
beforeEach(async () => {
  folder = await temporaryFolder();
  journal = await journalIn(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const submits = ['a', 'b', 'a'].map((key) => ({ key, profile: 'p', media: 'm' }));
const claimAll = () => submits.map((submit) => journal.submits.claim(submit, false));

it('decides claims of the same moment one after the other, equal ones too', async () => {
  const claims = await Promise.all(claimAll());
  expect(claims.map(({ kind }) => kind)).toEqual(['send', 'send', 'busy']);
  expect(claims[2]?.entry).toEqual(claims[0]?.entry);
  expect(new Set(claims.map(({ entry }) => entry.token)).size).toBe(2);
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
