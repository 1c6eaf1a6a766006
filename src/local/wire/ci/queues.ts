// The only queue and the only bucket, as the cloud lists them.
import { createHash } from 'node:crypto';
import type { Keys } from '../wire.js';
import { timeText } from './times.js';
import type { Content } from './xml.js';

/** The same for as long as the service keeps its bucket. */
export const queueIdOf = ({ bucket }: Keys): string =>
  `p${createHash('sha256').update(`queue ${bucket}`).digest('hex').slice(0, 32)}`;

// The creation time of the bucket is unknown, but the answers have the field.
const createdAt = timeText(0);

type Query = ReadonlyMap<string, string>;

const page = (query: Query, items: readonly Content[], name: string): Content => ({
  [name]: query.get('pagenumber') === undefined || query.get('pagenumber') === '1' ? items : [],
  PageNumber: query.get('pagenumber') ?? '1',
  PageSize: query.get('pagesize') ?? '10',
  TotalCount: String(items.length),
});

// A filter is a comma-separated list; an absent or empty one passes everything.
const passes = (query: Query, name: string, value: string): boolean => {
  const wanted = query.get(name) ?? '';
  return wanted === '' || wanted.split(',').includes(value);
};

/** GET /asrqueue: filters queueIds and state. */
export const queueContent = (query: Query, keys: Keys): Content => {
  const id = queueIdOf(keys);
  const found = passes(query, 'queueids', id) && passes(query, 'state', 'Active');
  const queue = {
    BucketId: keys.bucket,
    Category: 'Speeching',
    CreateTime: createdAt,
    MaxConcurrent: '10',
    MaxSize: '10000',
    Name: 'queue-speech-1',
    NotifyConfig: { Event: '', State: 'Off', Type: '', Url: '' },
    QueueId: id,
    State: 'Active',
    UpdateTime: createdAt,
  };
  return page(query, found ? [queue] : [], 'QueueList');
};

const bucketContent = ({ bucket, region }: Keys): Content => ({
  AliasBucketId: bucket,
  BucketId: bucket,
  CreateTime: createdAt,
  Name: bucket,
  Region: region,
});

/** GET /asrbucket: filters regions, bucketNames (exact) and bucketName (prefix). */
export const bucketsContent = (query: Query, keys: Keys): Content => {
  const found =
    passes(query, 'regions', keys.region) &&
    passes(query, 'bucketnames', keys.bucket) &&
    keys.bucket.startsWith(query.get('bucketname') ?? '');
  return page(query, found ? [bucketContent(keys)] : [], 'AsrBucketList');
};

/** POST /asrbucket: speech recognition is always on here. */
export const enabledContent = (keys: Keys): Content => ({ AsrBucket: bucketContent(keys) });
