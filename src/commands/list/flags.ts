// The flags of list as numbers, states and times. Throws exit 2 for those that make no sense.
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { JobFilter } from '../../jobs/filter.js';
import { jobStates, type JobState } from '../../jobs/job.js';
import { parseMoment } from '../views/times.js';
import { readToken, type PageToken } from './page-token.js';

export interface ListFlags extends Readonly<Record<string, unknown>> {
  readonly state?: readonly string[];
  readonly type?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly title?: string;
  readonly input?: string;
  readonly sort?: 'created:desc' | 'created:asc';
  readonly limit: string;
  readonly all?: boolean;
  readonly nextToken?: string;
  readonly watch?: boolean;
  readonly columns?: readonly string[];
}

const readStates = (given: readonly string[] | undefined): JobState[] | undefined =>
  given?.map((word) => {
    const state = jobStates.find((known) => known === word.trim());
    if (state) return state;
    throw usageError(`--state "${word}" is not a state`, `Use: ${jobStates.join(', ')}.`);
  });

/** Infinity for `--all`. */
export const readLimit = ({ all, limit }: ListFlags): number => {
  if (all === true) return Number.POSITIVE_INFINITY;
  const value = Number(limit);
  if (Number.isInteger(value) && value > 0) return value;
  throw usageError(`--limit "${limit}" is not a whole number above 0`, 'For every job use --all.');
};

export const readFilter = (app: App, flags: ListFlags): JobFilter => {
  const moment = (text: string | undefined, flag: string): number | undefined =>
    text === undefined ? undefined : parseMoment(text, flag, app.clock.now());
  const sinceMs = moment(flags.since, '--since');
  const untilMs = moment(flags.until, '--until');
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs)
    throw usageError(
      `--since ${flags.since} is not before --until ${flags.until}`,
      'Swap the two: --since is the earlier time.',
    );
  return {
    states: readStates(flags.state),
    types: flags.type,
    sinceMs,
    untilMs,
    title: flags.title,
    input: flags.input,
  };
};

/** Where the listing starts; null for the newest page. */
export const readStart = ({ nextToken }: ListFlags): PageToken | null =>
  nextToken === undefined ? null : readToken(nextToken);
