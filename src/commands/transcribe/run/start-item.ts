// One item from its medium to a job: what an earlier run did is found in the journal and not done again.
import { isAbsolute } from 'node:path';
import type { PreparedSubmit } from '../../../api/provider.js';
import type { ItemRecord } from '../../../journal/item-records.js';
import { contentDigest } from '../../../submitting/content-digest.js';
import { submitPrepared } from '../../../submitting/submit-prepared.js';
import type { SubmitEvent } from '../../../submitting/submit-service.js';
import { objectKeyOf, objectName, type UploadOnce } from '../../../submitting/upload-once.js';
import { submitEventText } from '../../views/submit-events.js';
import { itemKeyOf, type Item } from '../items/item.js';
import { keyOf, nameOf, noteState } from './progress.js';
import { rowOf, type Kept, type Run, type Started } from './run-state.js';
import { isIntact, refuseForeign } from './write-outputs.js';

/** An item with what identifies it. */
interface Identified {
  readonly item: Item;
  readonly key: string;
  /** Of a local file's content; null for an address. */
  readonly digest: string | null;
  /** Key of its object in the bucket; null where nothing is uploaded. */
  readonly objectKey: string | null;
}

const identify = async ({ journal, provider }: Run, item: Item): Promise<Identified> => {
  const { media, upload } = item;
  const digest = isAbsolute(media) ? await contentDigest(journal.digests, media) : null;
  const key = itemKeyOf(provider.scope, item, digest);
  const objectKey = upload && digest !== null ? objectKeyOf(digest, media) : null;
  return { item, key, digest, objectKey };
};

interface Uploaded {
  /** What the service is given: an address, or the path where nothing is uploaded. */
  readonly media: string;
  readonly uploaded: boolean;
}

const uploadItem = async (
  run: Run,
  uploads: UploadOnce,
  { item, objectKey }: Identified,
): Promise<Uploaded> => {
  if (objectKey === null) return { media: item.media, uploaded: false };
  const storage = await run.storage();
  run.reporter.board.set(keyOf(item), { name: nameOf(item), state: 'uploading' });
  const uploaded = await uploads.upload(storage, item.media, objectKey);
  if (uploaded) run.reporter.note(`${item.source}: uploaded`);
  else skipUpload(run, item);
  return { media: storage.address(objectKey), uploaded };
};

/** An object that exists counts as sent, so that the status line comes to its end. */
const skipUpload = ({ reporter }: Run, { upload, bytes }: Item): void => {
  if (upload) reporter.counts.uploadBytes -= bytes;
};

const preparedFor = async (
  { provider, prepared }: Run,
  item: Item,
  media: string,
): Promise<PreparedSubmit> =>
  prepared.get(item) ?? provider.prepare({ media, options: item.options, name: item.name });

/** The media as the service names it. */
const inputOf = async (run: Run, item: Item, objectKey: string | null): Promise<string> => {
  const media = objectKey === null ? item.media : (await run.storage()).address(objectKey);
  return (await preparedFor(run, item, media)).input;
};

/** What an earlier run made of the item: a finished row, or its job. Null when it has no job yet. */
const resume = async (
  run: Run,
  { item, key, objectKey }: Identified,
  before: ItemRecord | null,
): Promise<Started | Kept | null> => {
  const id = before?.jobId ?? null;
  const isDone = before?.done === true && item.stdout === null;
  if (isDone && id !== null && (await isIntact(run, item, key))) {
    skipUpload(run, item);
    const outputs = item.outputs.map(({ path }) => path);
    const input = await inputOf(run, item, objectKey);
    const row = rowOf(item, { input, id, state: 'succeeded', submitted: 'reused', outputs });
    return { row, objectKey };
  }
  await refuseForeign(run, item, key);
  if (id === null) return null;
  skipUpload(run, item);
  const input = await inputOf(run, item, objectKey);
  return { item, input, key, id, submitted: 'reused', uploaded: false, objectKey };
};

const submitItem = async (
  run: Run,
  uploads: UploadOnce,
  identified: Identified,
  before: ItemRecord | null,
): Promise<Started> => {
  const { app, provider, journal, settings, reporter, places } = run;
  const { item, key, digest, objectKey } = identified;
  // What lies at an address may change: only what this very item began there may be continued. And an
  // object stays while a started item needs it.
  const object = objectKey === null ? null : objectName(await run.storage(), objectKey);
  if (digest === null || object !== null) await journal.items.begin(key, object);
  const { media, uploaded } = await uploadItem(run, uploads, identified);
  const prepared = await preparedFor(run, item, media);
  // An object named after its content is that content; and what an interrupted run submitted for this very
  // item is continued, not paid for again.
  const reuse = settings.reuse || item.upload;
  const { source } = item;
  const { again, mostFailures } = settings;
  const reuseSinceMs = before?.begunMs;
  const aside = (pause: () => Promise<void>): Promise<void> => places.aside(pause);
  const flags = { again, reuse, reuseSinceMs, digest, source, mostFailures, aside };
  const tell = (event: SubmitEvent): void =>
    app.tools.notice(`${item.source}: ${submitEventText(event)}`);
  const { id, state, submitted } = await submitPrepared(app, provider, prepared, flags, tell);
  await journal.items.setJob(key, id);
  noteState(reporter, item, state, id);
  return { item, input: prepared.input, key, id, submitted, uploaded, objectKey };
};

/**
 * Uploads and submits one item, or finds what an earlier run made of it: a finished row, or its job.
 * Throws CliError, or a system error for a file that cannot be read.
 */
export const startItem = async (
  run: Run,
  uploads: UploadOnce,
  item: Item,
): Promise<Started | Kept> => {
  const identified = await identify(run, item);
  const before = run.settings.again ? null : await run.journal.items.find(identified.key);
  const resumed = await resume(run, identified, before);
  if (resumed === null) return submitItem(run, uploads, identified, before);
  if (before?.jobId != null) await run.journal.jobs.use(before.jobId);
  return resumed;
};
