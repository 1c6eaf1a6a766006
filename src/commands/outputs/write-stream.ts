// Writing to what is no file: a FIFO, a terminal, /dev/null, a descriptor that the shell opened.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { App } from '../../app.js';
import { inChunks } from './write-file.js';
import { writeFault } from './write-fault.js';

type Waiting = Pick<App, 'clock' | 'signal' | 'tools'>;

const readerPollMs = 100;
/** How soon a full pipe is tried again: its reader empties 64 KiB at a time. */
const fullPollMs = 5;

// Without O_NONBLOCK an open waits for a reader where neither Ctrl-C nor a timeout reaches it.
const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const openWithReader = async (app: Waiting, path: string): Promise<FileHandle> => {
  for (let told = false; ; told = true) {
    try {
      return await open(path, flags);
    } catch (error) {
      if (codeOf(error) !== 'ENXIO') throw error;
    }
    if (!told) app.tools.notice(`Waiting for a reader of ${path}`);
    await app.clock.sleep(readerPollMs, app.signal);
  }
};

const writeAll = async (app: Waiting, file: FileHandle, bytes: Buffer): Promise<void> => {
  for (let at = 0; at < bytes.length;) {
    try {
      at += (await file.write(bytes, at)).bytesWritten;
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      await app.clock.sleep(fullPollMs, app.signal);
    }
  }
};

/**
 * Writes the pieces as they are made; a FIFO is waited for until somebody reads it. Throws exit 4 or 1, the
 * signal's reason.
 */
export const writeThrough = async (
  app: Waiting,
  path: string,
  pieces: Iterable<string>,
): Promise<void> => {
  try {
    const file = await openWithReader(app, path);
    try {
      for (const chunk of inChunks(pieces)) await writeAll(app, file, Buffer.from(chunk));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeFault(path, error);
  }
};
