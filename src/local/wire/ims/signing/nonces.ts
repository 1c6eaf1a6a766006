// Which nonces were used while their timestamps are still valid. They are kept in a file as well, so that a
// request cannot be replayed after a restart of the service.
import { createHash } from 'node:crypto';
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';

/** As long as a timestamp is valid: up to 15 minutes ahead and 15 behind. */
const keepMs = 30 * 60_000;

/** Of equal length, whatever the client sent: a nonce may be long or hold a line break. */
const digestOf = (nonce: string): string =>
  createHash('sha256').update(nonce).digest('base64url').slice(0, 22);

const lineOf = ([digest, usedMs]: readonly [string, number]): string => `${usedMs} ${digest}\n`;

/** The lines of the file that still count; a line that was cut by a crash does not. */
const readNonces = (path: string, nowMs: number): Map<string, number> => {
  let text = '';
  try {
    text = readFileSync(path, 'latin1');
  } catch {
    // The first start.
  }
  const entries = text.split('\n').flatMap((line): [string, number][] => {
    const found = /^(\d{1,16}) ([\w-]{22})$/.exec(line);
    return found === null ? [] : [[found[2] ?? '', Number(found[1])]];
  });
  return new Map(entries.filter(([, usedMs]) => usedMs + keepMs > nowMs));
};

/** Replaces the file by what still counts, and opens it for more. */
const rewrite = (path: string, seen: ReadonlyMap<string, number>): number => {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, [...seen].map(lineOf).join(''), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
  return openSync(path, 'a', 0o600);
};

export interface NonceMemory {
  /** True when the nonce is new; it counts as used from then on. */
  readonly use: (nonce: string, nowMs: number) => boolean;
  readonly close: () => void;
}

/**
 * Remembers up to `limit` nonces in memory and in the file at `path`. Beyond that the oldest is
 * forgotten early: memory has a bound, and on loopback only the user's own programs could have seen a
 * request to replay.
 */
export const openNonces = (path: string, startMs: number, limit = 200_000): NonceMemory => {
  const seen = readNonces(path, startMs);
  let file = rewrite(path, seen);
  let written = seen.size;
  const forget = (nowMs: number): void => {
    // A Map keeps the order of arrival: the first is the oldest.
    for (const [digest, usedMs] of seen) {
      if (usedMs + keepMs > nowMs && seen.size < limit) return;
      seen.delete(digest);
    }
  };
  return {
    use: (nonce, nowMs) => {
      forget(nowMs);
      const digest = digestOf(nonce);
      if (seen.has(digest)) return false;
      seen.set(digest, nowMs);
      if (written > 2 * limit) {
        closeSync(file);
        file = rewrite(path, seen);
        written = seen.size;
      } else writeSync(file, lineOf([digest, nowMs]));
      written += 1;
      return true;
    },
    close: () => closeSync(file),
  };
};
