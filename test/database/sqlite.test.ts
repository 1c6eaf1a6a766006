// The database adapter. `npm test` runs this file, and all tests of the journal and of the job store, with Node's own
// SQLite as well (test/bin/nodes.test.ts).
import { copyFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasSqlite, openDatabase } from '../../src/database/sqlite.js';
import { temporaryFolder } from '../support/run.js';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['20.3.0', false],
  ['22.23.3', false],
  ['24.14.1', false],
  ['24.15.0', true],
  ['24.21.0', true],
  ['25.6.1', false],
  ['25.7.0', true],
  ['26.0.0', true],
])('Node %s has SQLite without a warning: %s', (version, expected) => {
  expect(hasSqlite(version)).toBe(expected);
});

test('rows, changes, named values and faults are those of libsql, and files are readable by either', () => {
  const [ours, other] = [join(folder, 'ours.db'), join(folder, 'other.db')];
  const seen = [openDatabase(ours), new Libsql(other)].map((db) => {
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT UNIQUE)');
    const insert = db.prepare('INSERT INTO t (word) VALUES (:word)');
    const rows = [insert.run({ word: 'one' }), insert.run({ word: '二' })].map(
      ({ changes, lastInsertRowid }) => [changes, Number(lastInsertRowid)],
    );
    let code = '';
    try {
      insert.run({ word: 'one' });
    } catch (error) {
      code = String((error as NodeJS.ErrnoException).code).slice(0, 17);
    }
    const found = db.prepare('SELECT * FROM t WHERE id > ?').all(1) as object[];
    const none = db.prepare('SELECT * FROM t WHERE id = ?').get(9) ?? null;
    db.close();
    return { rows, code, found: found.map((row) => ({ ...row })), none };
  });
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toEqual({
    rows: [
      [1, 1],
      [1, 2],
    ],
    code: 'SQLITE_CONSTRAINT',
    found: [{ id: 2, word: '二' }],
    none: null,
  });
  const words = 'SELECT word FROM t ORDER BY id';
  const expected = [{ word: 'one' }, { word: '二' }];
  const crossed = [openDatabase(other), new Libsql(ours)].map((db) =>
    (db.prepare(words).all() as object[]).map((row) => ({ ...row })),
  );
  expect(crossed).toEqual([expected, expected]);
});

test('a locked file and a file that is no database have the names of SQLite', () => {
  const path = join(folder, 'locked.db');
  const [holder, second] = [openDatabase(path), openDatabase(path)];
  holder.exec('BEGIN EXCLUSIVE');
  expect(() => second.exec('BEGIN EXCLUSIVE')).toThrow(
    expect.objectContaining({ code: 'SQLITE_BUSY', message: 'database is locked' }),
  );
  holder.close();
  second.close();
  const notOne = join(folder, 'text.db');
  copyFileSync(import.meta.filename, notOne);
  const read = () => openDatabase(notOne).prepare('SELECT * FROM t').all();
  expect(read).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }));
});
