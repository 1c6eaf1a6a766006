// What is at a path where a file is to be written, and whether it may be replaced.
import { lstatSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, Exit, usageError } from '../../errors.js';
import { writeFault } from './write-fault.js';

/** True for a folder that exists. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() === true;

/** Not `mkdir` with `recursive`: on Node 20 that never returns where nothing can be made, as in /proc. */
export const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });
};

/** What to do instead where a file, a folder or something else is in the way. */
export type Instead = Readonly<Record<'file' | 'folder' | 'special', string>>;

export const withOutput: Instead = {
  file: 'Add --force to replace it, or name another file with -o.',
  folder: 'Give -o the name of a file.',
  special: 'Write to stdout with -o - instead.',
};

/** Exit 9. */
export const existsAlready = (path: string, instead: Instead = withOutput): CliError =>
  new CliError(Exit.exists, `"${path}" exists already`, { hint: instead.file });

/** `stream`: bytes go through it and nothing is replaced (a FIFO, a terminal, /dev/null). */
type Kind = 'nothing' | 'file' | 'folder' | 'stream' | 'deadLink' | 'other';

/** Descriptors of this process: what is behind one is open already, and is written to as it is. */
const descriptor = /^\/(?:dev|proc\/self)\/(?:fd\/\d+|stderr)$/;

/** Opened by name, a redirected stdout would be a file that another process writes to as well. */
const stdoutNames = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

/** `-` for a name of stdout, any other output as it is. */
export const orStdout = (output: string): string => (stdoutNames.has(output) ? '-' : output);

/** What is at a path, links followed; that nothing is takes one call. Throws exit 4 or 1 where we may not look. */
export const kindAt = (path: string): Kind => {
  if (descriptor.test(path)) return 'stream';
  try {
    const own = lstatSync(path, { throwIfNoEntry: false });
    if (own === undefined) return 'nothing';
    const target = own.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : own;
    if (target === undefined) return 'deadLink';
    if (target.isFile()) return 'file';
    if (target.isDirectory()) return 'folder';
    return target.isFIFO() || target.isCharacterDevice() ? 'stream' : 'other';
  } catch (error) {
    throw writeFault(path, error);
  }
};

const refuse = (path: string, kind: Kind, force: boolean, instead: Instead): void => {
  if (kind === 'folder') throw usageError(`"${path}" is a folder`, instead.folder);
  if (kind === 'deadLink' && !force) throw existsAlready(path, instead);
  if (kind === 'deadLink') throw usageError(`"${path}" is a link to nothing`, instead.special);
  if (kind === 'stream' || kind === 'other')
    throw usageError(`"${path}" is not a regular file`, instead.special);
};

/**
 * Whether a regular file is there. Throws exit 2 for what no file can replace (9 for a link to nothing where
 * `force` is false).
 */
export const isFileThere = (path: string, force: boolean, instead = withOutput): boolean => {
  const kind = kindAt(path);
  refuse(path, kind, force, instead);
  return kind === 'file';
};

/**
 * Throws exit 9 when a file is there and `force` is false, 2 for a folder or a device. For an early answer
 * only: the file that appears later is seen when ours gets its name.
 */
export const refuseOverwrite = (
  targets: readonly { readonly path: string | null }[],
  force: boolean,
): void => {
  for (const { path } of targets) {
    if (path === null || kindAt(path) === 'stream') continue;
    if (isFileThere(path, force) && !force) throw existsAlready(path);
  }
};
