// A table whose rows are held by one process at a time: uploads and output files.
import type { Database } from '../database/sqlite.js';
import { hasDied, leaseMs, type Owner, type OwnProcess } from './lease.js';

export interface LeaseTable {
  readonly table: 'uploads' | 'output_locks';
  readonly columns: readonly string[];
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly own: OwnProcess;
}

export interface Leases {
  /** True when the row is ours now; false while another process holds it. */
  claim(db: Database, key: readonly string[]): boolean;
  /** Holds it for another `leaseMs`, unless another process took it. */
  renew(db: Database, key: readonly string[]): void;
  /** Releases it; the row stays. */
  release(db: Database, key: readonly string[]): void;
  /** Releases it and removes the row. */
  remove(db: Database, key: readonly string[]): void;
}

const isTaken = (
  holder: Owner & { readonly lease_ms: number },
  own: OwnProcess,
  now: number,
): boolean => holder.lease_ms > now && !hasDied(holder, own);

export const leasesIn = ({ table, columns, now, own }: LeaseTable): Leases => {
  const where = columns.map((column) => `${column} = ?`).join(' AND ');
  const ours = `${where} AND pid = ? AND space = ?`;
  const change = (sql: string) => (db: Database, values: readonly unknown[]) =>
    void db.prepare(sql).run(...values, own.pid, own.space);
  const setLease = change(`UPDATE ${table} SET lease_ms = ? WHERE ${ours}`);
  const drop = change(`DELETE FROM ${table} WHERE ${ours}`);
  return {
    claim(db, key) {
      const holder = db
        .prepare(`SELECT lease_ms, pid, space FROM ${table} WHERE ${where}`)
        .get(...key) as (Owner & { readonly lease_ms: number }) | undefined;
      if (holder !== undefined && isTaken(holder, own, now())) return false;
      db.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}, lease_ms, pid, space)
         VALUES (${columns.map(() => '?').join(', ')}, ?, ?, ?)
         ON CONFLICT (${columns.join(', ')}) DO UPDATE
         SET lease_ms = excluded.lease_ms, pid = excluded.pid, space = excluded.space`,
      ).run(...key, now() + leaseMs, own.pid, own.space);
      return true;
    },
    renew: (db, key) => setLease(db, [now() + leaseMs, ...key]),
    release: (db, key) => setLease(db, [0, ...key]),
    remove: (db, key) => drop(db, key),
  };
};
