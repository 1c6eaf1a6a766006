import Database from 'libsql';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BadToken,
  type JobsPage,
  type JobsQuery,
  type NewJob,
} from '../../../src/local/jobs/job.js';
import { openStore, type Store } from '../../../src/local/jobs/store.js';
import { freshDir } from '../support.js';

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = await freshDir();
  store = openStore(join(dir, 'jobs.db'));
});
afterEach(async () => {
  store.close();
  await rm(dir, { recursive: true, force: true });
});

const newJob: NewJob = {
  protocol: 'ims',
  type: 'ASR',
  input: 'file:///a.wav',
  file: '/a.wav',
  startMs: 0,
  durationMs: null,
  request: { title: 'a', nested: [1, null] },
};
const result = { segments: [], audioMs: 1000, engine: 'fake' };

/** Adds jobs `from`…`to`, created at their number in milliseconds, two at each moment. */
const add = (from: number, to: number, more: Partial<NewJob> = {}): void => {
  for (let n = from; n <= to; n += 1) {
    store.insert(`j${n}`, { ...newJob, ...more }, Math.floor(n / 2));
  }
};

const ids = (page: JobsPage): readonly string[] => page.jobs.map(({ id }) => id);

const walk = (query: JobsQuery, between: () => void = () => {}): readonly string[] => {
  const all: string[] = [];
  let token: string | undefined;
  for (;;) {
    const page = store.list('ims', { ...query, ...(token !== undefined && { token }) });
    all.push(...ids(page));
    if (page.nextToken === null) return all;
    token = page.nextToken;
    between();
  }
};

describe('a job', () => {
  it('is on disk with all its fields, and found by the protocol that made it only', () => {
    const made = store.insert('a', { ...newJob, startMs: 5, durationMs: 7 }, 100);
    expect(made).toMatchObject({ ...newJob, startMs: 5, durationMs: 7, state: 'created' });
    expect(store.get('ims', 'a')).toEqual(made);
    expect(store.get('ci', 'a')).toBeNull();
    expect(ids(store.list('ci', { limit: 10 }))).toEqual([]);
    store.close();
    store = openStore(join(dir, 'jobs.db'));
    expect(store.get('ims', 'a')).toEqual(made);
  });

  it('goes from waiting to running to its end, and stays there', () => {
    add(1, 2);
    expect(store.claim(50)).toMatchObject({ id: 'j1', state: 'running', startedMs: 50 });
    store.finish('j1', result, 60);
    store.fail('j1', { code: 'X', message: 'late' }, 70);
    store.requeue('j1', 70);
    expect(store.get('ims', 'j1')).toMatchObject({
      state: 'finished',
      error: null,
      finishedMs: 60,
    });
    expect(store.result('j1')).toEqual(result);
    expect(store.claim(80)?.id).toBe('j2');
    store.fail('j2', { code: 'X', message: 'why' }, 90);
    expect(store.get('ims', 'j2')).toMatchObject({ error: { code: 'X', message: 'why' } });
    expect(store.claim(100)).toBeNull();
    expect(store.result('j2')).toBeNull();
  });

  it('that was interrupted is known with its process, and waits again in its old place', () => {
    add(1, 2);
    store.claim(50);
    store.noteChild('j1', 4711, 'mark');
    expect(store.interrupted()).toEqual([{ id: 'j1', childPid: 4711, childMark: 'mark' }]);
    store.requeue('j1', 60);
    expect(store.interrupted()).toEqual([]);
    expect(store.waiting()).toBe(2);
    expect(store.claim(70)?.id).toBe('j1');
  });

  it('can be cancelled and removed by its protocol', () => {
    add(1, 1);
    store.cancel('ci', 'j1', 10);
    expect(store.get('ims', 'j1')?.state).toBe('created');
    store.cancel('ims', 'j1', 10);
    expect(store.get('ims', 'j1')?.state).toBe('cancelled');
    expect(store.remove('ci', 'j1')).toBe(false);
    expect(store.remove('ims', 'j1')).toBe(true);
    expect(store.count('ims', {})).toBe(0);
  });
});

describe('pages', () => {
  it('cover every job once, newest first or oldest first, with equal times in order', () => {
    add(1, 25);
    const names = Array.from({ length: 25 }, (_, index) => `j${index + 1}`);
    expect(walk({ limit: 7, order: 'asc' })).toEqual(names);
    expect(walk({ limit: 7 })).toEqual(names.toReversed());
    expect(walk({ limit: 5, order: 'asc' })).toEqual(names);
  });

  it('are not moved by jobs that are added meanwhile', () => {
    add(1, 20);
    let next = 21;
    const seen = walk({ limit: 6 }, () => {
      add(next, next + 2);
      next += 3;
    });
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `j${20 - index}`));
  });

  it('can be counted from the start instead', () => {
    add(1, 10);
    expect(ids(store.list('ims', { limit: 3, offset: 3 }))).toEqual(['j7', 'j6', 'j5']);
    expect(ids(store.list('ims', { limit: 3, offset: 9 }))).toEqual(['j1']);
  });

  it('keep to states, types and times, and so do counts', () => {
    add(1, 6);
    add(7, 8, { type: 'Other' });
    for (const end of ['finish', 'finish', 'fail'] as const) {
      const job = store.claim(20);
      if (end === 'finish') store.finish(job?.id ?? '', result, 30);
      else store.fail(job?.id ?? '', { code: 'X', message: '' }, 30);
    }
    const seen = (query: Partial<JobsQuery>): readonly string[] => walk({ limit: 2, ...query });
    expect(seen({ states: ['finished'] })).toEqual(['j2', 'j1']);
    expect(seen({ states: ['finished', 'failed'] })).toEqual(['j3', 'j2', 'j1']);
    expect(seen({ states: ['created'], types: ['ASR'] })).toEqual(['j6', 'j5', 'j4']);
    expect(seen({ sinceMs: 1, untilMs: 3 })).toEqual(['j5', 'j4', 'j3', 'j2']);
    expect(store.count('ims', { states: ['finished', 'failed'] })).toBe(3);
    expect(store.count('ims', { types: ['Other'] })).toBe(2);
    expect(store.count('ims', { sinceMs: 1, untilMs: 3 })).toBe(4);
    expect(store.count('ci', {})).toBe(0);
  });

  it('refuse a token of somebody else', () => {
    expect(() => store.list('ims', { limit: 1, token: 'CBB6BC61D08' })).toThrow(BadToken);
  });

  it('are read along an index, wherever they lie', () => {
    const db = new Database(join(dir, 'jobs.db'));
    const plan = (where: string): string =>
      (
        db
          .prepare(
            `EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE ${where}
             ORDER BY created_ms DESC, seq DESC LIMIT 10`,
          )
          .all({ protocol: 'ims', state: 'created', ms: 1, seq: 1 }) as { detail: string }[]
      )
        .map(({ detail }) => detail)
        .join('; ');
    const after = 'AND (created_ms, seq) < (:ms, :seq)';
    const byTime = plan(`protocol = :protocol ${after}`);
    const byState = plan(`protocol = :protocol AND state = :state ${after}`);
    db.close();
    expect(byTime).toContain('INDEX jobs_by_time');
    expect(byState).toContain('INDEX jobs_by_state');
    expect(byTime + byState).not.toContain('TEMP B-TREE');
  });
});

it('a database of a newer version is left alone', () => {
  store.close();
  const db = new Database(join(dir, 'jobs.db'));
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  db.exec('PRAGMA user_version = 99');
  db.close();
  expect(() => openStore(join(dir, 'jobs.db'))).toThrow(/version 99.*newer asrctl/);
  const again = new Database(join(dir, 'jobs.db'));
  again.exec(`PRAGMA user_version = ${version}`);
  again.close();
  store = openStore(join(dir, 'jobs.db'));
});

it('deletes jobs that ended long ago, and no others', () => {
  const ended = (id: string, ms: number): void => {
    store.insert(id, newJob, ms);
    store.claim(ms);
    store.fail(id, null, ms);
  };
  ended('old', 10);
  ended('new', 100);
  store.insert('waiting', newJob, 1);
  expect(store.prune(100)).toBe(1);
  expect(['old', 'new', 'waiting'].map((id) => store.get('ims', id)?.state)).toEqual([
    undefined,
    'failed',
    'created',
  ]);
  expect(store.count('ims', {})).toBe(2);
});

it('a database of the first version is upgraded when it is opened', () => {
  const path = join(dir, 'first.db');
  openStore(path).close();
  const db = new Database(path);
  db.exec('DROP INDEX jobs_ended; ALTER TABLE jobs DROP COLUMN crashes');
  db.exec('ALTER TABLE jobs DROP COLUMN granted; PRAGMA user_version = 1');
  db.close();
  const upgraded = openStore(path);
  upgraded.insert('a', newJob, 1);
  expect(upgraded.countCrash('a')).toBe(1);
  upgraded.close();
});
