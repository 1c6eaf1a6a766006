import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../src/journal/submit-records.js';
import type { Journal } from '../../src/journal/journal.js';
import { openDatabase } from '../../src/database/sqlite.js';
import { journalIn } from '../support/journal.js';
import { temporaryFolder } from '../support/run.js';

const day = 86_400_000;
let folder: string;
let journal: Journal;
let now: number;
/** Files that exist. */
let files: Set<string>;
beforeEach(async () => {
  folder = await temporaryFolder();
  now = 1_000 * day;
  files = new Set();
  journal = await journalIn(folder, { now: () => now });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const claim = (key: string, mostFailures?: number) =>
  journal.submits.claim({ key, profile: 'p', media: `/in/${key}` }, false, mostFailures);

const submitted = async (key: string, jobId = `job-${key}`): Promise<Entry> => {
  const { entry } = await claim(key);
  await journal.submits.accept(entry, jobId);
  return entry;
};

const prune = (days: number): Promise<number> =>
  journal.prune({ beforeMs: now - days * day, exists: (path) => files.has(path) });

const kindOf = async (key: string, mostFailures?: number) => (await claim(key, mostFailures)).kind;

it('removes jobs and refused submits that are older, and no younger ones', async () => {
  await submitted('old');
  const { entry } = await claim('refused');
  await journal.submits.refuse(entry);
  now += 10 * day;
  await submitted('young');
  now += 25 * day;
  expect(await prune(36)).toBe(0);
  expect(await prune(30)).toBe(2);
  expect(await prune(30)).toBe(0);
  expect([await kindOf('old'), await kindOf('young')]).toEqual(['send', 'known']);
});

it('keeps submits in flight and of unknown outcome, however old', async () => {
  await claim('sending');
  await journal.submits.release((await claim('unknown')).entry);
  now += 400 * day;
  expect(await prune(30)).toBe(0);
  expect([await kindOf('sending'), await kindOf('unknown')]).toEqual(['reconcile', 'reconcile']);
});

it('keeps the failed jobs that count for --max-attempts', async () => {
  for (const jobId of ['f1', 'f2']) {
    await submitted('bad', jobId);
    await journal.submits.fail(jobId);
  }
  now += 400 * day;
  expect(await prune(30)).toBe(0);
  expect([await kindOf('bad', 2), await kindOf('bad', 3)]).toEqual(['exhausted', 'send']);
});

/** An item of `transcribe` whose file was written. */
const transcribed = async (key: string): Promise<void> => {
  await submitted(key);
  await journal.items.setJob(key, `job-${key}`);
  await journal.outputs.announce(`/out/${key}.srt`, { item: key, digest: 'd' });
  files.add(`/out/${key}.srt`);
  await journal.items.finish(key);
};

it('keeps a done item and its job while one of its files exists', async () => {
  for (const key of ['kept', 'gone']) await transcribed(key);
  files.delete('/out/gone.srt');
  now += 400 * day;
  expect(await prune(401)).toBe(0);
  expect(await prune(30)).toBe(2);
  expect(await journal.items.find('kept')).toMatchObject({ jobId: 'job-kept', done: true });
  expect(await journal.outputs.announced('/out/kept.srt')).toMatchObject({ item: 'kept' });
  expect(await kindOf('kept')).toBe('known');
  expect(await journal.items.find('gone')).toBeNull();
  expect(await journal.outputs.announced('/out/gone.srt')).toBeNull();
  expect(await kindOf('gone')).toBe('send');
});

it('keeps an item that is not done, and its job', async () => {
  await submitted('i');
  await journal.items.setJob('i', 'job-i');
  await journal.items.begin('uploading', 'object');
  // Announced, and about to be written.
  await journal.outputs.announce('/out/i.srt', { item: 'i', digest: 'd' });
  now += 400 * day;
  expect(await prune(30)).toBe(0);
  expect(await journal.items.find('i')).toMatchObject({ jobId: 'job-i' });
  expect(await journal.outputs.announced('/out/i.srt')).toMatchObject({ item: 'i' });
  expect([await journal.items.needs('object'), await kindOf('i')]).toEqual([true, 'known']);
});

it('forgets the content of files that do not exist', async () => {
  for (const path of ['/in/here', '/in/gone']) await journal.digests.keep(path, 's', 'd');
  files.add('/in/here');
  await prune(30);
  expect(await journal.digests.find('/in/here', 's')).toBe('d');
  expect(await journal.digests.find('/in/gone', 's')).toBeNull();
});

it('prunes more than one transaction holds, and returns the space to the disk', async () => {
  for (let i = 0; i < 2_100; i += 1) files.add(`/out/${i}`);
  const db = new Database(join(folder, 'journal.db'));
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4100)
    INSERT INTO submits (key, token, phase, job_id, profile, media, created_ms, lease_ms, pid)
    SELECT 'k' || i, 't' || i, 'accepted', 'j' || i, 'p', '/in/' || i, 0, 0, 0 FROM n`);
  db.exec(`INSERT INTO items (key, job_id, done, begun_ms) SELECT key, job_id, 1, 5 FROM submits`);
  db.exec(`INSERT INTO outputs (path, item, digest)
    SELECT '/out/' || substr(key, 2), key, 'd' FROM submits`);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  const { size } = await stat(join(folder, 'journal.db'));
  expect(await prune(30)).toBe(2 * 2_001);
  expect(await prune(30)).toBe(0);
  files.clear();
  expect(await prune(30)).toBe(2 * 2_099);
  expect((await stat(join(folder, 'journal.db'))).size).toBeLessThan(size / 4);
});

it('is refused after a bounded wait while another process has locked the journal', async () => {
  let sleeps = 0;
  const sleep = async (): Promise<void> => {
    sleeps += 1;
    now += 4_000;
  };
  journal = await journalIn(folder, { now: () => now, sleep });
  // The same SQLite: locks of one process do not hold between two libraries in it.
  const other = openDatabase(join(folder, 'journal.db'));
  other.exec('BEGIN IMMEDIATE');
  await expect(prune(30)).rejects.toMatchObject({ exitCode: 1, code: 'journal_locked' });
  expect(sleeps).toBe(3);
  other.exec('ROLLBACK');
  other.close();
});
