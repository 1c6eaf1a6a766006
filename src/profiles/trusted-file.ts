// Small files that decide about keys and addresses. They are read only if no other user can have changed them.
// Synchronous: node:fs/promises costs 2 ms to load. Bounded: opening never waits and the size is limited.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { CliError, Exit } from '../errors.js';
import { isTrusted, type User } from '../folders.js';

/** Far above any configuration. */
const mostBytes = 4 * 1024 * 1024;

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

/** Opens without waiting: a FIFO without a writer would block the program. Null if there is no such file. */
const openIfThere = (file: string): number | null => {
  try {
    return openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const denied = code === 'EACCES' || code === 'EPERM';
    const why = denied ? 'permission denied' : code;
    throw new CliError(denied ? Exit.auth : Exit.usage, `Cannot read ${file}: ${why}`, {
      hint: denied ? 'Check who owns it and its permissions.' : 'Check the path.',
      cause: error,
    });
  }
};

const check = (file: string, stat: Stats, user: User): void => {
  if (!stat.isFile())
    throw new CliError(Exit.usage, `Cannot read ${file}: it is not a regular file`, {
      hint: 'Move it away.',
    });
  if (stat.size > mostBytes)
    throw new CliError(Exit.usage, `Cannot read ${file}: it is larger than 4 MiB`, {
      hint: 'Move it away.',
    });
  if (isTrusted(stat, user)) return;
  const foreign = stat.uid !== user.uid && stat.uid !== 0;
  throw new CliError(
    Exit.auth,
    foreign ? `${file} belongs to another user` : `Other users can change ${file}`,
    {
      code: 'untrusted_file',
      hint: foreign
        ? 'Use a file of your own.'
        : `Check its contents, then run: chmod go-w ${file}`,
    },
  );
};

/**
 * The text of a file, or null if it does not exist. Throws exit 4 if another user owns it or can write to it, and
 * exit 2 for a FIFO, a device or a folder. `inspect` sees the file that is read.
 */
export const readTrusted = (
  file: string,
  user: User,
  inspect: (stat: Stats) => void = () => {},
): string | null => {
  const opened = openIfThere(file);
  if (opened === null) return null;
  try {
    const stat = fstatSync(opened);
    check(file, stat, user);
    inspect(stat);
    return readFileSync(opened, 'utf8');
  } finally {
    closeSync(opened);
  }
};
