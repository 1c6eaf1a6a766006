// What was sent, and what became of it: one row per submit, held by one process at a time.
import { holdsSignature, withoutSignature } from '../jobs/presigned.js';
import { newToken } from '../jobs/token.js';
import type { Database } from '../database/sqlite.js';
import { inBatches } from './batches.js';
import type { JournalFile } from './database.js';
import type { KeptRequest } from './jobs/job-records.js';
import { hasDied, leaseMs, type Owner, type OwnProcess } from './lease.js';
import * as phases from './submit-phases.js';
import type { Phase, Step, SubmitState } from './submit-phases.js';

export interface Entry {
  readonly id: number;
  readonly token: string;
  /** Null until the service answered with it. */
  readonly jobId: string | null;
  /** Epoch milliseconds of the first attempt. */
  readonly createdMs: number;
  /** Number of the claim that we hold it by. */
  readonly claim: number;
}

export interface Submit {
  /** Digest of where, what and how: equal submits have equal keys. */
  readonly key: string;
  readonly profile: string;
  readonly media: string;
  /** The media as the user named it. */
  readonly source?: string;
  /** As the service gets it; null where it gets none. */
  readonly title?: string | null;
  /** What is sent, for `retry`. */
  readonly request?: KeptRequest;
}

/**
 * Who does what about a submit:
 * - send: we send it; nothing was sent before
 * - reconcile: we find out what became of it; it was sent, perhaps
 * - busy: another process works on it
 * - known: it became a job
 * - exhausted: too many of its jobs failed; `entry` is the last of them
 */
export interface Claim {
  readonly kind: phases.Decision | 'exhausted';
  readonly entry: Entry;
}

export interface Submits {
  /**
   * Decides, atomically over all processes, who does what about a submit. `again` asks for a new job, unless
   * the outcome of the last attempt is still unknown. After `mostFailures` failed jobs nothing new is sent.
   * On disk when it resolves.
   */
  claim(submit: Submit, again: boolean, mostFailures?: number): Promise<Claim>;
  /** Keeps others away from the entry for another `leaseMs`; false when another process has taken it. */
  renew(entry: Entry): Promise<boolean>;
  /** It became this job. A job that another process recorded stays. */
  accept(entry: Entry, jobId: string): Promise<void>;
  /** We stop, and the outcome is unknown. */
  release(entry: Entry): Promise<void>;
  /** The service refused it; false when another process has taken the entry, whose outcome counts. */
  refuse(entry: Entry): Promise<boolean>;
  /** Its job is of no use any more: an equal submit starts again. */
  retire(entry: Entry): Promise<void>;
  /** The job failed: it is of no use any more, and counts against `mostFailures`. */
  fail(jobId: string): Promise<void>;
}

interface Row extends Owner {
  readonly id: number;
  readonly token: string;
  readonly phase: Phase;
  readonly job_id: string | null;
  readonly created_ms: number;
  readonly lease_ms: number;
  readonly claim: number;
}

const stateOf = (row: Row): SubmitState => ({
  phase: row.phase,
  jobId: row.job_id,
  claim: row.claim,
  leaseEndMs: row.lease_ms,
  pid: row.pid,
  space: row.space,
});

const entryOf = (row: Row, { claim, jobId }: SubmitState): Entry => ({
  id: row.id,
  token: row.token,
  jobId,
  createdMs: row.created_ms,
  claim,
});

const insertSql = `INSERT INTO submits
  (key, token, profile, media, source, title, request, created_ms, used_ms,
   phase, job_id, lease_ms, pid, space, claim)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const stateSql = `UPDATE submits
  SET phase = ?, job_id = ?, lease_ms = ?, pid = ?, space = ?, claim = ? WHERE id = ?`;

const latestSql = `SELECT * FROM submits WHERE key = ? AND phase <> 'closed' ORDER BY id DESC LIMIT 1`;

const columnsOf = ({ phase, jobId, leaseEndMs, pid, space, claim }: SubmitState) =>
  [phase, jobId, leaseEndMs, pid, space, claim] as const;

const failedSql = 'SELECT * FROM submits WHERE key = ? AND failed = 1 ORDER BY id DESC';

const insert = (
  db: Database,
  { key, profile, media, source, title, request }: Submit,
  own: OwnProcess,
  nowMs: number,
): Entry => {
  const token = newToken();
  const state = phases.begin(own, nowMs + leaseMs);
  const named = source === undefined ? null : withoutSignature(source);
  const whole = request === undefined ? null : JSON.stringify(request);
  const kept = whole === null || holdsSignature(whole) ? null : whole;
  const address = withoutSignature(media);
  const times = [nowMs, nowMs] as const;
  const told = [named, title ?? null, kept] as const;
  const values = [key, token, profile, address, ...told, ...times, ...columnsOf(state)];
  const { lastInsertRowid } = db.prepare(insertSql).run(...values);
  return { id: Number(lastInsertRowid), token, jobId: null, createdMs: nowMs, claim: state.claim };
};

const decide = (
  db: Database,
  { submit, again, mostFailures }: ClaimRequest,
  own: OwnProcess,
  nowMs: number,
): Claim => {
  const row = db.prepare(latestSql).get(submit.key) as Row | undefined;
  const state = row === undefined ? undefined : stateOf(row);
  const kind = phases.decide(state, again, nowMs, (holder) => hasDied(holder, own));
  if (row === undefined || state === undefined || kind === 'send') {
    const failures =
      mostFailures === Infinity ? [] : (db.prepare(failedSql).all(submit.key) as Row[]);
    const [last] = failures;
    if (last !== undefined && failures.length >= mostFailures)
      return { kind: 'exhausted', entry: entryOf(last, stateOf(last)) };
    return { kind: 'send', entry: insert(db, submit, own, nowMs) };
  }
  if (kind !== 'reconcile') return { kind, entry: entryOf(row, state) };
  const taken = phases.takeOver(state, own, nowMs + leaseMs);
  db.prepare(stateSql).run(...columnsOf(taken), row.id);
  return { kind, entry: entryOf(row, taken) };
};

interface ClaimRequest {
  readonly submit: Submit;
  readonly again: boolean;
  readonly mostFailures: number;
}

/** The submits' part of the journal. `now` in epoch milliseconds. */
export const submitsOf = (file: JournalFile, now: () => number, own: OwnProcess): Submits => {
  const claimAll = inBatches(async (requests: readonly ClaimRequest[]) => {
    const claims = await file.run((db) => requests.map((one) => decide(db, one, own, now())));
    await file.sync();
    return claims;
  });
  // Only a claim waits for the disk: an entry whose end was lost in a power cut is found by its token.
  const change = (entry: Entry, step: (state: SubmitState) => Step): Promise<boolean> =>
    file.run((db) => {
      const row = db.prepare('SELECT * FROM submits WHERE id = ?').get(entry.id) as Row | undefined;
      const next = row === undefined ? null : step(stateOf(row));
      if (next !== null) db.prepare(stateSql).run(...columnsOf(next), entry.id);
      return next !== null;
    });
  return {
    claim: (submit, again, mostFailures = Infinity) => claimAll({ submit, again, mostFailures }),
    renew: (entry) => change(entry, (state) => phases.renew(state, entry.claim, now() + leaseMs)),
    refuse: (entry) => change(entry, (state) => phases.refuse(state, entry.claim)),
    async release(entry) {
      await change(entry, (state) => phases.release(state, entry.claim));
    },
    async accept(entry, jobId) {
      await change(entry, (state) => phases.accept(state, jobId));
    },
    async retire(entry) {
      await change(entry, (state) => phases.retire(state, entry.jobId ?? ''));
    },
    async fail(jobId) {
      const sql = `UPDATE submits SET phase = 'closed', failed = 1
        WHERE job_id = ? AND phase = 'accepted'`;
      await file.run((db) => db.prepare(sql).run(jobId));
    },
  };
};
