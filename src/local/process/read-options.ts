// The options that the starting process handed over, on standard input; see client/launch.ts.
import { readFileSync } from 'node:fs';
import { isStartOptions, type StartOptions } from './start-options.js';

/** Null when standard input holds something else. */
export const readHandedOptions = (): StartOptions | null => {
  try {
    const value = JSON.parse(readFileSync(0, 'utf8')) as unknown;
    return isStartOptions(value) ? value : null;
  } catch {
    return null;
  }
};
