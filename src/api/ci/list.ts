// The list call's query, pure. https://www.tencentcloud.com/document/product/1045/50305
import type { JobPage, ListQuery } from '../provider.js';
import { stateWords } from './decode.js';

/** The kind of job this adapter is about; the service runs many others. */
export const tag = 'SpeechRecognition';

const maxPage = 100;
const defaultPage = 20;

// The service uses times of its own zone, without a colon in the offset.
const zoneMs = 8 * 3_600_000;
const timeOf = (ms: number): string =>
  new Date(ms + zoneMs).toISOString().replace(/\.\d+Z$/, '+0800');

// Whole seconds only: the window is widened to them, and the caller cuts it to size.
const floorS = (ms: number): number => Math.floor(ms / 1000) * 1000;
const ceilS = (ms: number): number => Math.ceil(ms / 1000) * 1000;

/** The states as the service's words; null when one of them is not a state of its own. */
const statesOf = (query: ListQuery): string | null => {
  const words = query.states?.map((state) => stateWords.find((pair) => pair[1] === state)?.[0]);
  if (words === undefined || words.length === 0 || words.includes(undefined)) return null;
  return words.join(',');
};

/** True when the query asks for kinds of jobs that are not speech recognition only: no call is needed. */
export const isElsewhere = ({ types }: ListQuery): boolean =>
  types !== undefined && !types.some((type) => type.toLowerCase() === tag.toLowerCase());

/** The query's pairs, decoded, in the order they are sent. Times in whole seconds, +0800. */
export const listQuery = (query: ListQuery): [string, string][] => {
  const { options, sinceMs, untilMs, nextToken } = query;
  const size = Math.min(maxPage, Math.max(1, Math.floor(query.pageSize ?? defaultPage)));
  const pairs: [string, string | null][] = [
    ['queueId', typeof options?.['queue'] === 'string' ? options['queue'] : null],
    ['tag', tag],
    ['orderByTime', query.order === 'asc' ? 'Asc' : 'Desc'],
    ['nextToken', nextToken ?? null],
    ['size', String(size)],
    ['states', statesOf(query)],
    ['startCreationTime', sinceMs === undefined ? null : timeOf(floorS(sinceMs))],
    ['endCreationTime', untilMs === undefined ? null : timeOf(ceilS(untilMs))],
  ];
  return pairs.filter((pair): pair is [string, string] => pair[1] !== null);
};

/** What of the query the service itself applies. */
export const appliedOf = (query: ListQuery): JobPage['applied'] =>
  new Set([
    'types',
    'order',
    ...(statesOf(query) === null ? [] : (['states'] as const)),
    ...(query.sinceMs === undefined ? [] : (['sinceMs'] as const)),
    ...(query.untilMs === undefined ? [] : (['untilMs'] as const)),
  ]);
