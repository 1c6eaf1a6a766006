// Finding the job of a submit whose answer was lost, by the token it carries in UserData.
import { takeToken } from '../../jobs/token.js';
import type { CallOptions, ListQuery, Submitted } from '../provider.js';
import { jobOf, utcOf } from './decode.js';
import type { Reply } from './http/faults.js';
import { all, child, textOf, type Element } from './http/xml.js';

const nowhere = { profile: null, region: null, raw: null };

const carries = (detail: Element, token: string): boolean =>
  takeToken(textOf(child(detail, 'Operation'), 'UserData')).token === token;

const isBefore = (detail: Element | undefined, sinceMs: number): boolean =>
  Date.parse(utcOf(textOf(detail, 'CreationTime')) ?? '') < sinceMs;

const submittedOf = (detail: Element): Submitted | null => {
  const job = jobOf(detail, nowhere);
  return job === null ? null : { input: job.input ?? '', id: job.id, state: job.state };
};

/**
 * Walks the list from the newest job back to `sinceMs` (epoch milliseconds) and gives the job
 * with the token, or null. `ask` makes one list call.
 */
export const findByToken = async (
  ask: (query: ListQuery, call: CallOptions) => Promise<Reply>,
  token: string,
  sinceMs: number,
  call: CallOptions,
): Promise<Submitted | null> => {
  let nextToken: string | null = null;
  do {
    const query = {
      order: 'desc',
      pageSize: 100,
      sinceMs,
      nextToken: nextToken ?? undefined,
    } as const;
    const { root }: Reply = await ask(query, call);
    const details = all(root, 'JobsDetail');
    const found = details.find((detail) => carries(detail, token));
    if (found !== undefined) return submittedOf(found);
    if (details.length === 0 || isBefore(details.at(-1), sinceMs)) return null;
    nextToken = textOf(root, 'NextToken');
  } while (nextToken !== null);
  return null;
};
