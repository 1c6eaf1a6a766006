// Which files the service may read. Every media address passes `check`: symbolic links are resolved,
// and the file is a regular file in an allowed folder or in the service's own storage.
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export type MediaReason = 'invalid' | 'unsupported' | 'forbidden' | 'missing';

/** Why a media file was refused; each protocol has its own code for the reason. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly reason: MediaReason;

  constructor(reason: MediaReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface Media {
  /** The file behind `file://…` or `oss://bucket/key`, checked. Throws MediaError. */
  locate(input: string): Promise<string>;
  /** Where the service's own storage keeps an object; it need not exist. Throws MediaError `invalid`. */
  stored(bucket: string, key: string): string;
  /** The real path of a file that may be read. Throws MediaError. */
  check(path: string): Promise<string>;
  /**
   * A path from an earlier `check` must still lead to the same file: jobs wait, and links change. Outside the
   * roots only for a job whose file was granted. Throws MediaError.
   */
  recheck(path: string, granted: boolean): Promise<void>;
  /** Where an output may go: an object of the storage, or a file inside the roots that does not exist yet. Throws MediaError. */
  writable(output: string): Promise<string>;
}

// No segment of a key may lead out of the folder.
const isSafeSegment = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && !/[\0\\]/.test(segment);

const bucketOf = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;

const isInside = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
};

const realRoot = (root: string): Promise<string | null> => realpath(root).catch(() => null);

const pathOfFileUrl = (input: string): string => {
  try {
    return fileURLToPath(input);
  } catch {
    throw new MediaError('invalid', `Not a file URL for this machine: ${input}`);
  }
};

/** `oss://bucket/key` and `oss://bucket.oss-region.aliyuncs.com/key`: both forms in the cloud's documents. */
const objectOf = (input: string): { bucket: string; key: string } => {
  const found = /^oss:\/\/([^/]+)\/(.+)$/.exec(input);
  if (found === null) throw new MediaError('invalid', `Not an object address: ${input}`);
  const [, host = '', key = ''] = found;
  return { bucket: host.replace(/\.oss-[a-z0-9-]+\.aliyuncs\.com$/, ''), key };
};

const storedPath = (storageDir: string, bucket: string, key: string): string => {
  const segments = key.split('/');
  if (!bucketOf.test(bucket) || !segments.every(isSafeSegment)) {
    throw new MediaError('invalid', `Not a usable object name: ${bucket}/${key}`);
  }
  return join(storageDir, bucket, ...segments);
};

type IsGranted = (real: string) => boolean;

/** The real path of a regular file inside the folders, or of a granted one. */
const readablePath = async (
  folders: readonly string[],
  path: string,
  isGranted: IsGranted,
): Promise<string> => {
  const real = await realpath(path).catch(() => null);
  const allowed = (await Promise.all(folders.map(realRoot))).filter((root) => root !== null);
  // A missing file is judged by its name alone, so that the answer does not reveal which files exist
  // outside the roots.
  const inside =
    real === null
      ? [...folders, ...allowed].some((root) => isInside(root, path))
      : allowed.some((root) => isInside(root, real)) || isGranted(real);
  if (!inside) {
    throw new MediaError('forbidden', `Outside the folders this service may read: ${path}`);
  }
  const info = real === null ? null : await stat(real).catch(() => null);
  if (real === null || info === null) throw new MediaError('missing', `No such file: ${path}`);
  if (!info.isFile()) throw new MediaError('invalid', `Not a regular file: ${path}`);
  return real;
};

/** The path of a file that does not exist yet, in an existing folder inside the roots. */
const creatablePath = async (roots: readonly string[], path: string): Promise<string> => {
  const [folder, ...allowed] = await Promise.all([dirname(path), ...roots].map(realRoot));
  if (folder == null || !allowed.some((root) => root !== null && isInside(root, folder)))
    throw new MediaError('forbidden', `Outside the folders this service may write to: ${path}`);
  const there = await lstat(path).catch(() => null);
  if (there !== null) throw new MediaError('invalid', `The output exists already: ${path}`);
  return join(folder, basename(path));
};

/**
 * @param storageDir folder of the service's own objects, `<storageDir>/<bucket>/<key>`
 * @param roots folders whose files may be read, besides the storage
 * @param isGranted true for a file outside them that may be read now
 */
export const mediaOf = (
  storageDir: string,
  roots: readonly string[],
  isGranted: IsGranted = () => false,
): Media => {
  const stored: Media['stored'] = (bucket, key) => storedPath(storageDir, bucket, key);
  const readable = (path: string, granted: IsGranted): Promise<string> =>
    readablePath([storageDir, ...roots], path, granted);
  const check: Media['check'] = (path) => readable(path, isGranted);

  const storedObject = (address: string): string => {
    const { bucket, key } = objectOf(address);
    return stored(bucket, key);
  };

  return {
    stored,
    check,
    async recheck(path, granted) {
      if ((await readable(path, (real) => granted && real === path)) !== path)
        throw new MediaError('forbidden', `The file changed after the submit: ${path}`);
    },
    async locate(input) {
      if (input.startsWith('file://')) return check(pathOfFileUrl(input));
      if (input.startsWith('oss://')) return check(storedObject(input));
      throw new MediaError(
        'unsupported',
        'The local service reads file:// and oss://bucket/key addresses only',
      );
    },
    async writable(output) {
      if (output.startsWith('oss://')) return storedObject(output);
      if (output.startsWith('file://')) return creatablePath(roots, pathOfFileUrl(output));
      throw new MediaError('unsupported', 'An output is a file:// or oss://bucket/key address');
    },
  };
};
