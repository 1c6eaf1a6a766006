// Errors that are not ours: a full disk, a missing permission. Everything else that is thrown is a fault in asrctl.
import { CliError, Exit } from './errors.js';

/** What to do about faults of the machine, by the code of the system or of SQLite. */
const remedies: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'Free some space, or write to another disk.'],
  ['EDQUOT', 'Free some space, or write to another disk.'],
  ['SQLITE_FULL', 'Free some space, or move the files of asrctl to another disk with ASRCTL_HOME.'],
  ['EACCES', 'Check its permissions, or move the files of asrctl with ASRCTL_HOME.'],
  ['EPERM', 'Check its permissions, or move the files of asrctl with ASRCTL_HOME.'],
  ['EROFS', 'Write to another disk, or move the files of asrctl with ASRCTL_HOME.'],
  ['SQLITE_READONLY', 'Check its permissions, or move the files of asrctl with ASRCTL_HOME.'],
  // Node's recursive mkdir reports a read-only disk like this, too.
  ['ENOENT', 'Check the path and that its disk is writable, or set ASRCTL_HOME to another folder.'],
  ['ENOTDIR', 'Check the path, or set ASRCTL_HOME to another folder.'],
  ['EISDIR', 'Name a file; this is a folder.'],
  ['ENAMETOOLONG', 'Use a shorter name.'],
  ['EMFILE', 'Raise the limit of open files (`ulimit -n`), or give fewer items at once.'],
  ['EIO', 'Check the disk.'],
  ['SQLITE_IOERR', 'Check the disk and the space on it.'],
  [
    'SQLITE_BUSY',
    'Another asrctl process holds this file: resume or stop it, then run the same command again.',
  ],
  [
    'SQLITE_CORRUPT',
    'Move the file away. asrctl makes a new one, without the contents of this one.',
  ],
  [
    'SQLITE_NOTADB',
    'Move the file away. asrctl makes a new one, without the contents of this one.',
  ],
]);

/** What the system was asked to do, by its own name for the call. */
const actions: ReadonlyMap<string, string> = new Map([
  ['mkdir', 'create the folder'],
  ['rmdir', 'delete the folder'],
  ['scandir', 'read the folder'],
  ['opendir', 'read the folder'],
  ['mkdtemp', 'create a folder'],
  ['unlink', 'delete'],
  ['rename', 'rename'],
  ['copyfile', 'copy'],
  ['chmod', 'change the mode of'],
  ['stat', 'read'],
  ['lstat', 'read'],
  ['access', 'read'],
]);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `permission denied, mkdir '/x'` as `Cannot create the folder /x: permission denied`. */
const inWords = (text: string): string => {
  const [, why, call = '', path] = /^(.+?), (\w+)(?: '(.*?)'(?: -> '.*')?)?$/.exec(text) ?? [];
  if (why === undefined) return sentence(text);
  return `Cannot ${actions.get(call) ?? call}${path === undefined ? '' : ` ${path}`}: ${why}`;
};

/** A fault of the machine as an error with a remedy; null for every other error. */
export const systemFault = (error: unknown): CliError | null => {
  if (!(error instanceof Error)) return null;
  const { code } = error as NodeJS.ErrnoException;
  const hint = remedies.get(code ?? '');
  if (code === undefined || hint === undefined) return null;
  // `ENOSPC: no space left on device, write`: the code has a field of its own.
  const text = error.message.startsWith(`${code}: `)
    ? error.message.slice(code.length + 2)
    : error.message;
  return new CliError(Exit.error, inWords(text), { hint, code, cause: error });
};

/** Whatever was thrown as an error for the user. */
export const asCliError = (error: unknown): CliError => {
  if (error instanceof CliError) return error;
  const known = systemFault(error);
  if (known !== null) return known;
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(Exit.error, message, {
    code: 'internal',
    hint: 'This is a fault in asrctl; please report it with the output of --verbose.',
    cause: error,
  });
};
