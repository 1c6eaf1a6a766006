// What a command accepts as <media>.
import { statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';

/** `oss://…`, `https://…`, or a 32-hex media id (IMS, ims.md 1.6): left to the adapter, as typed. */
const isRemote = (media: string): boolean =>
  (/^[a-z][a-z0-9+.-]+:\/\//i.test(media) && !media.startsWith('file:')) ||
  /^[0-9a-f]{32}$/i.test(media);

const toPath = (app: App, media: string): string => {
  if (!media.startsWith('file:')) return resolve(app.cwd, media);
  try {
    return fileURLToPath(media);
  } catch {
    throw usageError(`"${media}" is not a usable file address`, 'Give the path itself.');
  }
};

/** Synchronous: in a list of a thousand, each asynchronous call would wait for the thread pool. */
const look = (path: string, media: string): Stats => {
  try {
    return statSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      throw new CliError(Exit.error, `Could not read "${media}": permission denied`, {
        hint: 'Check its permissions.',
      });
    }
    // Node replaces the bytes of a name that are not UTF-8, so that the file cannot be opened by it.
    if (media.includes('\uFFFD')) {
      throw new CliError(Exit.usage, `The file name "${media}" is not valid UTF-8`, {
        hint: 'Rename the file, for example with `convmv -f latin1 -t utf8 --notest FILE`.',
        code: 'file_name_encoding',
      });
    }
    throw new CliError(Exit.notFound, `There is no file "${media}"`, {
      hint: 'Give a local path, an oss:// or cos:// address, an https URL or a media id.',
      code: 'file_not_found',
    });
  }
};

/**
 * The media as an adapter takes it: remote addresses as typed, local files as absolute paths.
 * Throws exit 3 for a missing file, 2 for one that cannot be a recording, 4 for one that may not be read.
 */
export const resolveMedia = (app: App, media: string): string => {
  if (isRemote(media)) return media;
  const path = toPath(app, media);
  const info = look(path, media);
  if (info.isDirectory()) {
    throw usageError(
      `"${media}" is a folder`,
      `Name the files in it: ${media.replace(/\/$/, '')}/*`,
    );
  }
  if (!info.isFile())
    throw usageError(`"${media}" is not a regular file`, 'Save it to a file first.');
  if (info.size === 0) throw usageError(`"${media}" is empty`, 'Check how it was made.');
  return path;
};
