// The flags of the last `local start`. A command that starts the service because it needs it starts the same one.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownFolder, readPrivate, replacePrivate } from '../process/private-file.js';
import { defaultOptions, isStartOptions, type StartOptions } from '../process/start-options.js';

const schemaVersion = 2;

/** Null when there are none, or the file does not hold any. */
export const readLastStart = (path: string): StartOptions | null => {
  try {
    const value = JSON.parse(readPrivate(path) ?? 'null') as Record<string, unknown> | null;
    const options = value?.['options'];
    return value?.['schemaVersion'] === schemaVersion && isStartOptions(options) ? options : null;
  } catch {
    return null;
  }
};

/** Automatic starts use the defaults from now on. */
export const forgetLastStart = (path: string): void => rmSync(path, { force: true });

/** Automatic starts use these options from now on. The defaults need no file. */
export const saveLastStart = (path: string, options: StartOptions): void => {
  if (JSON.stringify(options) === JSON.stringify(defaultOptions)) {
    forgetLastStart(path);
    return;
  }
  ownFolder(dirname(path));
  replacePrivate(path, { schemaVersion, options });
};
