// Folders of the program: made private, and used only if no other user controls them.
import { lstatSync, mkdirSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { CliError, Exit } from './errors.js';

/** The user of this process; `uid` is null where the system has none (Windows). */
export interface User {
  readonly uid: number | null;
}

/**
 * True if only this user and root can change it, as ssh demands of its files. A group of the same number as the
 * user is the user's own (Debian, Fedora).
 */
export const isTrusted = ({ uid: owner, gid, mode }: Stats, { uid }: User): boolean => {
  if (uid === null) return true;
  const groupMayWrite = (mode & 0o020) !== 0 && gid !== uid;
  return (owner === uid || owner === 0) && !groupMayWrite && (mode & 0o002) === 0;
};

const statOf = (path: string, look: typeof lstatSync): Stats | null => {
  try {
    return look(path);
  } catch {
    return null;
  }
};

/** True for a folder, or a link to one. */
export const isFolder = (path: string): boolean => statOf(path, statSync)?.isDirectory() === true;

/** True for a folder (not a link) of this user that nobody else can read or write. */
export const isPrivateFolder = (path: string, { uid }: User): boolean => {
  const stat = statOf(path, lstatSync);
  if (stat?.isDirectory() !== true) return false;
  return uid === null || (stat.uid === uid && (stat.mode & 0o077) === 0);
};

const notAFolder = (path: string, isLink: boolean): CliError =>
  new CliError(
    Exit.error,
    `Cannot use ${path}: ${isLink ? 'it is a link to a path that does not exist' : 'it is not a folder'}`,
    { hint: 'Remove it, or set ASRCTL_HOME to another folder.' },
  );

/**
 * Makes the folder and those above it, mode 0700; one that exists stays as it is. Not `mkdir` with `recursive`:
 * on Node 20 that never returns below /proc. Throws exit 1 for something that is no folder, else the system's error.
 */
export const makePrivateFolder = (path: string): void => {
  if (isFolder(path)) return;
  if (statOf(path, lstatSync) !== null) throw notAFolder(path, statOf(path, statSync) === null);
  const parent = dirname(path);
  if (parent !== path) makePrivateFolder(parent);
  mkdirSync(path, { mode: 0o700 });
};
