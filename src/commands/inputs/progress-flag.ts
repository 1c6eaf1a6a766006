// `--progress` of commands that work on many items.
import { usageError } from '../../errors.js';
import { defaultMode, type ProgressMode } from '../../waiting/reporter.js';
import { parseDuration } from '../views/times.js';

/** Arguments of commander's `option`. */
export const progressFlag = [
  '--progress <mode>',
  'progress lines: each change, none, or one per time such as 10s; default: each up to 50 items, then 30s',
] as const;

/** Throws exit 2 for other words. */
export const readProgress = (text: string | undefined, items: number): ProgressMode => {
  if (text === undefined) return defaultMode(items);
  if (text === 'each' || text === 'none') return text;
  if (/^\d/.test(text)) return { everyMs: parseDuration(text, '--progress') };
  throw usageError(`--progress cannot be "${text}"`, 'Use each, none, or a time, for example 10s.');
};
