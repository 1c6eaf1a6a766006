// The local services of this user, of every state folder, by their command lines.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { ownPid, ownUid } from '../programs/this-process.js';

/** `node …/asrctl.cjs local serve`, or a start in the foreground. */
const isService = (words: readonly string[]): boolean => {
  const at = words.findIndex((word) => /(?:^|[\\/])asrctl(?:\.c?js)?$/.test(word));
  const [, verb, noun, ...rest] = at < 0 ? [] : words.slice(at);
  return (
    verb === 'local' && (noun === 'serve' || (noun === 'start' && rest.includes('--foreground')))
  );
};

const wordsOf = (pid: string): readonly string[] => {
  try {
    if (statSync(`/proc/${pid}`).uid !== ownUid) return [];
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // Ended in the meantime.
    return [];
  }
};

const fromProc = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isService(wordsOf(name)))
    .map(Number);

const fromPs = (): readonly number[] => {
  const { stdout } = spawnSync('ps', ['-x', '-o', 'pid=,command='], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [pid = '', ...words] = line.trim().split(/\s+/);
    return isService(words) ? [Number(pid)] : [];
  });
};

/** Process ids, without this process. Empty on a system that shows no command lines. */
export const serviceProcesses = (platform: NodeJS.Platform): readonly number[] =>
  (platform === 'linux' ? fromProc() : fromPs()).filter((pid) => pid !== ownPid);
