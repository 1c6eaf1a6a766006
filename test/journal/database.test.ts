import { spawn } from 'node:child_process';
import { once as happens } from 'node:events';
import { readdirSync } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import { journalIn, undoJobs } from '../support/journal.js';
import { temporaryFolder } from '../support/run.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'journal.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const submit = { key: 'k', profile: 'p', media: 'm' };

/** Another process that holds the file until it is told to stop. */
const holder = async (): Promise<{ readonly release: () => Promise<unknown> }> => {
  const script = `
    const Database = require('libsql');
    require('node:fs').mkdirSync(${JSON.stringify(folder)}, { recursive: true });
    const db = new Database(${JSON.stringify(file)});
    db.exec('BEGIN EXCLUSIVE');
    process.stdin.on('end', () => { db.exec('COMMIT'); db.close(); }).resume();
    process.stdout.write('held');
  `;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await happens(child.stdout, 'data');
  return {
    release: () => {
      child.stdin.end();
      return happens(child, 'exit');
    },
  };
};

describe('the file of the journal', () => {
  it('is made private and whole: nothing else is left beside it', async () => {
    await journalIn(join(folder, 'state'));
    expect((await stat(join(folder, 'state'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'state', 'journal.db'))).mode & 0o777).toBe(0o600);
    expect(
      readdirSync(join(folder, 'state')).filter((name) => !/-(?:wal|shm)$/.test(name)),
    ).toEqual(['journal.db']);
  });

  it('is named when it is damaged, with what to do', async () => {
    await writeFile(file, 'this is no database, but long enough to be read as one '.repeat(20));
    await expect(journalIn(folder)).rejects.toMatchObject({
      exitCode: Exit.error,
      hint: expect.stringContaining('damaged'),
    });
  });

  it('that is empty says that unknown outcomes are forgotten, once', async () => {
    const notices: string[] = [];
    const notice = (line: string): void => void notices.push(line);
    await journalIn(join(folder, 'new'), { notice });
    expect(notices).toEqual([]);
    await writeFile(file, '');
    for (let run = 0; run < 2; run += 1) await journalIn(folder, { notice });
    expect(notices).toEqual([
      `The submit journal ${file} was empty: earlier submits with an unknown outcome are forgotten and may be submitted again.`,
    ]);
  });

  it('that was moved away without its log starts without it', async () => {
    const old = await journalIn(folder);
    await old.submits.claim(submit, false);
    await rm(file);
    const fresh = await journalIn(folder);
    expect((await fresh.submits.claim(submit, false)).kind).toBe('send');
  });

  it('of an older version gets the newer tables; rows of output locks are no uploads any more', async () => {
    await journalIn(folder);
    const db = new Database(file);
    db.exec(`
      ${undoJobs}
      DROP TABLE output_locks; DROP INDEX submits_by_job; ALTER TABLE submits DROP COLUMN claim; ALTER TABLE submits DROP COLUMN failed;
      ALTER TABLE submits DROP COLUMN source; PRAGMA user_version = 6;
      INSERT INTO uploads (place, key, lease_ms, pid, space) VALUES ('output', '/a.srt', 0, 1, '');
      INSERT INTO submits (key, token, phase, profile, media, created_ms, lease_ms, pid)
        VALUES ('k', 't', 'unknown', 'p', 'm', 5, 0, 1);
    `);
    const journal = await journalIn(folder);
    expect(db.prepare('SELECT count(*) AS rows FROM uploads').get()).toMatchObject({ rows: 0 });
    db.close();
    const { kind, entry } = await journal.submits.claim(submit, false);
    expect([kind, entry.token, entry.createdMs]).toEqual(['reconcile', 't', 5]);
  });
});

describe('a file that another process has locked', () => {
  it('is waited for while that process makes it', async () => {
    const other = await holder();
    let tries = 0;
    const sleep = async (): Promise<void> => {
      if ((tries += 1) === 2) await other.release();
    };
    const journal = await journalIn(folder, { now: () => 0, sleep });
    expect((await journal.submits.claim(submit, false)).kind).toBe('send');
    expect(tries).toBe(2);
  });

  it('is given up on after 10 seconds by the clock, with what to do', async () => {
    const journal = async () => {
      let now = 0;
      const sleep = async (ms: number): Promise<void> => void (now += ms + 400);
      const opened = journalIn(folder, { now: () => now, sleep });
      return { opened, spent: () => now };
    };
    const other = await holder();
    const { opened, spent } = await journal();
    await expect(opened).rejects.toMatchObject({
      exitCode: Exit.error,
      code: 'journal_locked',
      message: `Another process has locked the submit journal ${file}`,
      hint: expect.stringContaining('resume or stop it'),
    });
    expect(spent()).toBeLessThanOrEqual(10_500);
    await other.release();
  });

  it('leaves the wait at a signal', async () => {
    const open = await journalIn(folder);
    const other = await holder();
    const interrupted = new CliError(Exit.interrupted, 'Interrupted');
    const sleep = () => Promise.reject(interrupted);
    await expect(journalIn(folder, { sleep })).rejects.toBe(interrupted);
    await other.release();
    expect((await open.submits.claim(submit, false)).kind).toBe('send');
  });
});
