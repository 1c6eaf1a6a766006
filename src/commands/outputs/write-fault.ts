// Why a file could not be written, in words, by the system's own code.
import { CliError, Exit } from '../../errors.js';

interface Reason {
  readonly why: string;
  readonly hint: string;
}

const fullDisk: Reason = {
  why: 'the disk is full',
  hint: 'Free some space, or write to another disk.',
};
const denied: Reason = {
  why: 'permission denied',
  hint: 'Choose a folder that you may write to.',
};
const notThere: Reason = {
  why: 'the folder does not exist and cannot be made',
  hint: 'Check the path.',
};

const reasons: ReadonlyMap<string, Reason> = new Map([
  ['ENOSPC', fullDisk],
  ['EDQUOT', { ...fullDisk, why: 'the disk quota is used up' }],
  ['EROFS', { why: 'the file system is read-only', hint: 'Write to another folder.' }],
  ['EACCES', denied],
  ['EPERM', denied],
  ['ENOENT', notThere],
  ['ENOTDIR', { why: 'a part of the path is not a folder', hint: 'Check the path.' }],
  ['ELOOP', { why: 'the path has too many links', hint: 'Name the file itself.' }],
  ['ENAMETOOLONG', { why: 'the name is too long', hint: 'Use a shorter name.' }],
  ['EFBIG', { why: 'the file would be too large', hint: 'Raise the limit with ulimit -f.' }],
  ['EMFILE', { why: 'too many files are open', hint: 'Raise the limit with ulimit -n.' }],
  ['EIO', { why: 'the disk reports an error', hint: 'Check the disk.' }],
  ['EPIPE', { why: 'the reader closed it', hint: 'Keep the reader running until the end.' }],
]);

/** The error for a file that could not be written: exit 1. */
export const writeFault = (path: string, error: unknown): CliError => {
  if (error instanceof CliError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = reasons.get(code) ?? {
    why: code || message,
    hint: 'Check the path and its disk.',
  };
  return new CliError(Exit.error, `Could not write "${path}": ${reason.why}`, {
    hint: reason.hint,
    code: code || undefined,
    cause: error,
  });
};
