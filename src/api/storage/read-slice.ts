// Reads a part of a file for one request.
import { open } from 'node:fs/promises';
import { usageError } from '../../errors.js';
import type { Slice } from './storage.js';

/** The bytes of a slice. Throws exit 2 when the file ends before. */
export const readSlice = async ({ path, from, to }: Slice): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
    if (bytesRead === to - from) return buffer;
  } finally {
    await file.close();
  }
  throw usageError(
    `"${path}" became shorter during the upload`,
    'Run it again when the file is complete.',
  );
};
