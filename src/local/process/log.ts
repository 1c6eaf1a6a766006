// The service's own log: plain lines with a time, in at most three files of 10 MB.
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const limitBytes = 10_485_760;
const mostFiles = 3;

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

/** Control characters (in file names or engine output) could forge a line. */
const plain = (line: string): string => line.replaceAll(/\p{Cc}+/gu, ' ');

const rotate = (path: string): void => {
  const names = Array.from({ length: mostFiles }, (_, n) => (n === 0 ? path : `${path}.${n}`));
  for (const [n, name] of [...names.entries()].toReversed()) {
    const next = names[n + 1];
    if (next !== undefined && existsSync(name)) renameSync(name, next);
  }
};

/**
 * Appends to `path`, mode 0600; when it is full it becomes `<path>.1`, that one `<path>.2`, and so on.
 * Synchronous, so that the last lines of a crashing service are written.
 */
export const logTo = (path: string, now: () => number): ((line: string) => void) => {
  let size = sizeOf(path);
  return (line) => {
    const text = `${new Date(now()).toISOString()} ${plain(line)}\n`;
    if (size + text.length > limitBytes) {
      rotate(path);
      size = 0;
    }
    appendFileSync(path, text, { mode: 0o600 });
    size += Buffer.byteLength(text);
  };
};

/** Marks the reason of a failed start in the log, for the process that waits for it: `fatal 1234: …`. */
export const fatalMark = (pid: number): string => `fatal ${pid}: `;
