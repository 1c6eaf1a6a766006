// Speech queues: reads the list, and chooses one when a submit names none.
import { CliError, Exit } from '../../errors.js';
import type { Queue } from '../../jobs/queue.js';
import { utcOf } from './decode.js';
import type { Reply } from './http/faults.js';
import type { BucketRef } from './bucket.js';
import type { CiClient } from './client.js';
import { all, textOf, type Element } from '../xml.js';

const stateOf = (word: string | null): Queue['state'] => {
  if (word === 'Active') return 'active';
  return word === 'Paused' ? 'paused' : 'unknown';
};

const countOf = (element: Element, name: string): number | null => {
  const text = textOf(element, name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
};

const queueOf = (element: Element): Queue[] => {
  const id = textOf(element, 'QueueId') ?? textOf(element, 'QueueID');
  const state = textOf(element, 'State');
  if (id === null) return [];
  return [
    {
      id,
      name: textOf(element, 'Name'),
      state: stateOf(state),
      providerState: state,
      bucket: textOf(element, 'BucketId'),
      maxWaiting: countOf(element, 'MaxSize'),
      maxRunning: countOf(element, 'MaxConcurrent'),
      createdAt: utcOf(textOf(element, 'CreateTime')),
      updatedAt: utcOf(textOf(element, 'UpdateTime')),
    },
  ];
};

/** The queues of an answer of GET /asrqueue. */
export const queuesOf = (root: Element): Queue[] => all(root, 'QueueList').flatMap(queueOf);

// The largest page size of the API; an account has a handful of queues.
const pageSize = 100;
const maxPages = 50;

const readPage = (client: CiClient, page: number, signal?: AbortSignal): Promise<Reply> =>
  client.call({
    action: 'DescribeAsrQueues',
    method: 'GET',
    path: '/asrqueue',
    query: [
      ['pageNumber', String(page)],
      ['pageSize', String(pageSize)],
    ],
    signal,
  });

/** All speech queues of the bucket. Throws CliError. */
export const readQueues = async (client: CiClient, signal?: AbortSignal): Promise<Queue[]> => {
  const queues: Queue[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const { root } = await readPage(client, page, signal);
    const found = queuesOf(root);
    queues.push(...found);
    const total = Number(textOf(root, 'TotalCount') ?? 0);
    if (found.length < pageSize || queues.length >= total) break;
  }
  return queues;
};

/** The queue for a job that names none: the first active one, else the first. Throws exit 1 when there is none. */
export const chooseQueue = (queues: readonly Queue[], ref: BucketRef): Queue => {
  const queue = queues.find(({ state }) => state === 'active') ?? queues[0];
  if (queue !== undefined) return queue;
  throw new CliError(Exit.error, `Speech recognition is not enabled for the bucket ${ref.bucket}`, {
    code: 'AsrNotEnabled',
    hint: `Enable it once at https://console.cloud.tencent.com/ci: the bucket, Intelligent speech, Speech recognition. That also makes a queue.`,
  });
};
