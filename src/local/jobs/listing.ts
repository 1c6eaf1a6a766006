// Pages of jobs by keyset: the token is the position of the last job shown. A page costs the same at any
// position, and jobs added meanwhile neither repeat nor hide others.
import type { Database } from '../../database/sqlite.js';
import { BadToken, type JobsPage, type JobsQuery, type LocalState, type Protocol } from './job.js';
import { jobColumns, jobOfRow, type JobRow } from './rows.js';

type Cursor = Pick<JobRow, 'created_ms' | 'seq'>;

const tokenOf = ({ created_ms, seq }: Cursor): string =>
  Buffer.from(`${created_ms}.${seq}`).toString('base64url');

const cursorOf = (token: string): Cursor => {
  const found = /^(\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  if (found === null) throw new BadToken('The page token is not from this service');
  return { created_ms: Number(found[1]), seq: Number(found[2]) };
};

const conditionsOf = (query: JobsQuery, state: LocalState | null, after: Cursor | null) => {
  const clauses = ['protocol = :protocol'];
  const values: Record<string, string | number> = {};
  if (state !== null) clauses.push('state = :state');
  if (state !== null) values['state'] = state;
  if (query.sinceMs !== undefined) clauses.push('created_ms >= :since');
  if (query.sinceMs !== undefined) values['since'] = query.sinceMs;
  if (query.untilMs !== undefined) clauses.push('created_ms < :until');
  if (query.untilMs !== undefined) values['until'] = query.untilMs;
  if (query.types !== undefined) {
    clauses.push(`type IN (${query.types.map((_, index) => `:type${index}`).join(', ')})`);
    for (const [index, type] of query.types.entries()) values[`type${index}`] = type;
  }
  if (after !== null) {
    clauses.push(`(created_ms, seq) ${query.order === 'asc' ? '>' : '<'} (:afterMs, :afterSeq)`);
    values['afterMs'] = after.created_ms;
    values['afterSeq'] = after.seq;
  }
  return { where: clauses.join(' AND '), values };
};

// One query per state: each follows an index, whereas `state IN (…)` sorts all rows.
const statesOf = (query: Pick<JobsQuery, 'states'>): readonly (LocalState | null)[] =>
  query.states === undefined ? [null] : [...new Set(query.states)];

/** One page of a protocol's jobs. Throws BadToken. */
export const listJobs = (db: Database, protocol: Protocol, query: JobsQuery): JobsPage => {
  const after = query.token === undefined ? null : cursorOf(query.token);
  const offset = after === null ? (query.offset ?? 0) : 0;
  const sign = query.order === 'asc' ? 1 : -1;
  const direction = query.order === 'asc' ? 'ASC' : 'DESC';
  const rows = statesOf(query).flatMap((state) => {
    const { where, values } = conditionsOf(query, state, after);
    const sql = `SELECT ${jobColumns} FROM jobs WHERE ${where}
      ORDER BY created_ms ${direction}, seq ${direction} LIMIT :limit`;
    return db
      .prepare(sql)
      .all({ ...values, protocol, limit: offset + query.limit + 1 }) as JobRow[];
  });
  rows.sort((a, b) => sign * (a.created_ms - b.created_ms || a.seq - b.seq));
  const page = rows.slice(offset, offset + query.limit);
  const last = page.at(-1);
  const more = rows.length > offset + query.limit && last !== undefined;
  return { jobs: page.map(jobOfRow), nextToken: more ? tokenOf(last) : null };
};

/** How many jobs match; from kept counts, unless a time range is requested. */
export const countJobs = (
  db: Database,
  protocol: Protocol,
  query: Omit<JobsQuery, 'limit'>,
): number => {
  const ranged = query.sinceMs !== undefined || query.untilMs !== undefined;
  const counts = statesOf(query).map((state) => {
    const { where, values } = conditionsOf({ ...query, limit: 0 }, state, null);
    const sql = ranged
      ? `SELECT count(*) AS jobs FROM jobs WHERE ${where}`
      : `SELECT coalesce(sum(jobs), 0) AS jobs FROM tally WHERE ${where}`;
    return (db.prepare(sql).get({ ...values, protocol }) as { jobs: number }).jobs;
  });
  return counts.reduce((sum, count) => sum + count, 0);
};
