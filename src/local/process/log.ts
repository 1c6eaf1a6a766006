// The service's own log: plain lines with a time, bounded to two files of a megabyte.
import { appendFileSync, renameSync, statSync } from 'node:fs';

const limitBytes = 1_048_576;

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

/** Control characters (in file names or engine output) could forge a line. */
const plain = (line: string): string => line.replaceAll(/\p{Cc}+/gu, ' ');

/**
 * Appends to `path`, mode 0600; when it is full it becomes `<path>.1`, and the one before that is
 * gone. Synchronous, so that the last words of a dying service are written.
 */
export const logTo = (path: string, now: () => number): ((line: string) => void) => {
  let size = sizeOf(path);
  return (line) => {
    const text = `${new Date(now()).toISOString()} ${plain(line)}\n`;
    if (size + text.length > limitBytes) {
      renameSync(path, `${path}.1`);
      size = 0;
    }
    appendFileSync(path, text, { mode: 0o600 });
    size += Buffer.byteLength(text);
  };
};

/** Marks the reason of a failed start in the log, for the process that waits for it: `fatal 1234: …`. */
export const fatalMark = (pid: number): string => `fatal ${pid}: `;
