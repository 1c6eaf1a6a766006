// What a run will cost: the length of local recordings, by ffprobe.
import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { App } from '../../../app.js';
import { usageError } from '../../../errors.js';
import type { Item } from './item.js';

const limitMs = 30_000;

/** ffprobe's `format=duration` in milliseconds; null where it is not a number (`N/A`). */
export const durationOf = (stdout: string): number | null => {
  const seconds = Number(stdout.trim() === '' ? Number.NaN : stdout.trim());
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
};

/** Length of a local file in milliseconds; null without ffprobe and for files that it cannot read. */
const probe = (app: App, path: string): Promise<number | null> =>
  new Promise((resolve, reject) => {
    // Only files: a playlist must not make this fetch anything.
    const argv =
      '-v error -show_entries format=duration -of default=nw=1:nk=1 -protocol_whitelist file -i'
        .split(' ')
        .concat(`file:${path}`);
    const options = { timeout: limitMs, signal: app.signal, env: app.env };
    execFile('ffprobe', argv, options, (error, stdout) => {
      if (app.signal.aborted) return reject(app.signal.reason as Error);
      return resolve(error === null ? durationOf(stdout) : null);
    });
  });

/** Length of each item's audio, in their order; null where it is not known: addresses, no ffprobe. */
export const audioMs = async (
  app: App,
  items: readonly Item[],
): Promise<readonly (number | null)[]> => {
  const found: (number | null)[] = [];
  for (const { media } of items) found.push(isAbsolute(media) ? await probe(app, media) : null);
  return found;
};

export interface Cost {
  /** Minutes of audio whose length is known. */
  readonly minutes: number;
  /** Items whose length is not known. */
  readonly unknown: number;
  /** In the currency of the price; null without a price. */
  readonly cost: number | null;
}

/** The sum of lengths, and what it costs at a price per hour of audio. */
export const costOf = (lengths: readonly (number | null)[], pricePerHour: number | null): Cost => {
  const known = lengths.filter((ms) => ms !== null);
  const hours = known.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
  return {
    minutes: Math.round(hours * 6000) / 100,
    unknown: lengths.length - known.length,
    cost: pricePerHour === null ? null : Math.round(hours * pricePerHour * 10_000) / 10_000,
  };
};

/** Throws exit 2 above the limit, and where missing lengths make the cost unknown. */
export const refuseAbove = ({ cost, unknown, minutes }: Cost, maxCost: number | null): void => {
  if (maxCost === null) return;
  if (cost === null) {
    throw usageError(
      '--max-cost needs a price',
      'Add --price-per-hour, the price of one hour of audio.',
    );
  }
  if (unknown > 0) {
    throw usageError(
      `The length of ${unknown} item${unknown === 1 ? ' is' : 's are'} not known, so --max-cost cannot be checked`,
      'Install ffmpeg (its ffprobe measures the length), use local files, or leave --max-cost out.',
    );
  }
  if (cost > maxCost) {
    throw usageError(
      `${minutes} minutes of audio would cost ${cost}, more than --max-cost ${maxCost}`,
      'Nothing was sent. Raise --max-cost or take fewer items.',
    );
  }
};
