// What was sent, and what became of it. One row per submit; one process at a time may work on a row.
import type Database from 'libsql';
import { newToken } from '../jobs/token.js';
import { openDatabase, syncerOf } from './database.js';
import { itemsOf, type Items } from './items.js';
import { hasDied, leaseMs, ownProcess, type OwnProcess } from './lease.js';
import { uploadsOf, type Uploads } from './uploads.js';

export interface Entry {
  readonly id: number;
  readonly token: string;
  /** Null until the service has told it. */
  readonly jobId: string | null;
  /** Epoch milliseconds of the first attempt. */
  readonly createdMs: number;
}

export interface Submit {
  /** Digest of where, what and how: equal submits have equal keys. */
  readonly key: string;
  readonly profile: string;
  readonly media: string;
}

export type Claim =
  /** Ours to send; nothing was sent before. */
  | { readonly kind: 'send'; readonly entry: Entry }
  /** Sent, perhaps; the outcome is unknown. Ours to find out. */
  | { readonly kind: 'reconcile'; readonly entry: Entry }
  /** Another process is working on it. */
  | { readonly kind: 'busy'; readonly entry: Entry }
  /** It became this job. */
  | { readonly kind: 'known'; readonly entry: Entry };

export interface Journal {
  /**
   * Decides, atomically over all processes, who does what about a submit. `again` sends anew, unless the
   * last attempt's outcome is still unknown. On disk when it resolves; claims of the same moment wait for
   * the disk together.
   */
  claim(submit: Submit, again: boolean): Promise<Claim>;
  /** Keeps others away from the entry for another `leaseMs`; false when one of them has taken it meanwhile. */
  renew(entry: Entry): boolean;
  /** It became this job; what another process has found out stays. */
  accept(entry: Entry, jobId: string): void;
  /** Nobody is working on it any more and its outcome is unknown; an accepted or closed entry stays so. */
  release(entry: Entry): void;
  /** Refused, or its job is of no use any more: an equal submit starts afresh. */
  close(entry: Entry): void;
  /** Content digests of local files, by path and stamp (size, times, inode). */
  knownDigest(path: string, stamp: string): string | null;
  keepDigest(path: string, stamp: string, digest: string): void;
  readonly uploads: Uploads;
  readonly items: Items;
}

interface Row {
  id: number;
  token: string;
  phase: 'sending' | 'unknown' | 'accepted' | 'closed';
  job_id: string | null;
  created_ms: number;
  lease_ms: number;
  pid: number;
  space: string;
}

const toEntry = (row: Row): Entry => ({
  id: row.id,
  token: row.token,
  jobId: row.job_id,
  createdMs: row.created_ms,
});

interface Asked {
  readonly submit: Submit;
  readonly again: boolean;
  readonly resolve: (claim: Claim) => void;
  readonly reject: (error: unknown) => void;
}

class SqliteJournal implements Journal {
  private readonly asked: Asked[] = [];
  private deciding = false;
  readonly uploads: Uploads;
  readonly items: Items;

  constructor(
    private readonly db: Database.Database,
    /** Resolves when all that was committed is on the disk. */
    private readonly sync: () => Promise<void>,
    private readonly now: () => number,
    private readonly own: OwnProcess,
  ) {
    this.uploads = uploadsOf(db, now, own);
    this.items = itemsOf(db, now);
  }

  claim(submit: Submit, again: boolean): Promise<Claim> {
    return new Promise((resolve, reject) => {
      this.asked.push({ submit, again, resolve, reject });
      if (!this.deciding) void this.decideAll();
    });
  }

  /** What is asked while the disk works is decided in the next turn, together. */
  private async decideAll(): Promise<void> {
    this.deciding = true;
    while (this.asked.length > 0) {
      const asked = this.asked.splice(0);
      const decide = (): Claim[] => asked.map(({ submit, again }) => this.decide(submit, again));
      try {
        const claims = this.db.transaction(decide).immediate();
        await this.sync();
        for (const [i, { resolve }] of asked.entries()) resolve(claims[i] as Claim);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.deciding = false;
  }

  private decide(submit: Submit, again: boolean): Claim {
    const row = this.db
      .prepare("SELECT * FROM submits WHERE key = ? AND phase <> 'closed' ORDER BY id DESC LIMIT 1")
      .get(submit.key) as Row | undefined;
    if (row === undefined) return { kind: 'send', entry: this.insert(submit) };
    const held = row.phase === 'sending' && row.lease_ms > this.now() && !hasDied(row, this.own);
    const open = row.phase !== 'accepted' && !held;
    if (again && !open) return { kind: 'send', entry: this.insert(submit) };
    if (row.phase === 'accepted') return { kind: 'known', entry: toEntry(row) };
    if (held) return { kind: 'busy', entry: toEntry(row) };
    this.take(row.id);
    return { kind: 'reconcile', entry: toEntry(row) };
  }

  private insert(submit: Submit): Entry {
    const token = newToken();
    const createdMs = this.now();
    const { lastInsertRowid } = this.db
      .prepare(
        `INSERT INTO submits (key, token, phase, profile, media, created_ms, lease_ms, pid, space)
         VALUES (?, ?, 'sending', ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        submit.key,
        token,
        submit.profile,
        submit.media,
        createdMs,
        createdMs + leaseMs,
        this.own.pid,
        this.own.space,
      );
    return { id: Number(lastInsertRowid), token, jobId: null, createdMs };
  }

  private take(id: number): void {
    this.db
      .prepare(
        "UPDATE submits SET phase = 'sending', lease_ms = ?, pid = ?, space = ? WHERE id = ?",
      )
      .run(this.now() + leaseMs, this.own.pid, this.own.space, id);
  }

  // A process that was suspended for longer than its lease finds its entry in other hands.
  // Only the claim waits for the disk: an entry whose end was lost with the power is asked about by its token.
  renew(entry: Entry): boolean {
    const { changes } = this.db
      .prepare(
        "UPDATE submits SET lease_ms = ? WHERE id = ? AND phase = 'sending' AND pid = ? AND space = ?",
      )
      .run(this.now() + leaseMs, entry.id, this.own.pid, this.own.space);
    return changes > 0;
  }

  accept(entry: Entry, jobId: string): void {
    this.db
      .prepare(
        "UPDATE submits SET phase = 'accepted', job_id = ? WHERE id = ? AND phase <> 'accepted'",
      )
      .run(jobId, entry.id);
  }

  release(entry: Entry): void {
    this.db
      .prepare(
        "UPDATE submits SET phase = 'unknown' WHERE id = ? AND phase = 'sending' AND pid = ? AND space = ?",
      )
      .run(entry.id, this.own.pid, this.own.space);
  }

  close(entry: Entry): void {
    this.db.prepare("UPDATE submits SET phase = 'closed' WHERE id = ?").run(entry.id);
  }

  knownDigest(path: string, stamp: string): string | null {
    const row = this.db
      .prepare('SELECT digest FROM contents WHERE path = ? AND stamp = ?')
      .get(path, stamp) as { digest: string } | undefined;
    return row?.digest ?? null;
  }

  keepDigest(path: string, stamp: string, digest: string): void {
    this.db
      .prepare('INSERT OR REPLACE INTO contents (path, stamp, digest) VALUES (?, ?, ?)')
      .run(path, stamp, digest);
  }
}

export interface JournalDeps {
  readonly stateDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pid: number;
  /** True while a process has that number. */
  readonly lives: (pid: number) => boolean;
}

/** Opens the journal of this user. Throws exit 1 when its file cannot be used. */
export const openJournal = ({ stateDir, now, pid, lives }: JournalDeps): Journal =>
  new SqliteJournal(openDatabase(stateDir), syncerOf(stateDir), now, ownProcess(pid, lives));
