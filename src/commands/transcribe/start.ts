// One item from its medium to a job: what an earlier run did is found in the journal and not done again.
import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { App } from '../../app.js';
import { contentDigest, sendOnce } from '../../submitting/send-once.js';
import { isIntact, refuseForeign } from './outputs.js';
import type { Item } from './plan.js';
import { rowOf, type Kept, type Run, type Started } from './run-state.js';
import { objectKeyOf, objectName, type UploadOnce } from './upload-once.js';

const sorted = (fields: Readonly<Record<string, unknown>>): unknown[] =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

/** An item's identity: where it goes, what is transcribed, with which flags, into which files. */
export const itemKeyOf = (place: string, item: Item, digest: string | null): string => {
  const { options, shaping, outputs, media } = item;
  const files = outputs.map(({ format, path }) => [format.name, path]);
  const text = JSON.stringify([
    place,
    digest === null ? media : `sha256:${digest}`,
    sorted(options),
    sorted({ ...shaping }),
    files,
  ]);
  return createHash('sha256').update(text).digest('hex');
};

/** Without a notice per item: the summary counts what was reused. */
const quietly = (app: App): App => ({ ...app, tools: { ...app.tools, notice: () => {} } });

interface Placed {
  readonly media: string;
  readonly uploaded: boolean;
  readonly objectKey: string | null;
}

const place = async (
  run: Run,
  uploads: UploadOnce,
  item: Item,
  digest: string | null,
): Promise<Placed> => {
  const { media, bytes, input } = item;
  if (!item.upload || digest === null) return { media, uploaded: false, objectKey: null };
  const storage = await run.storage();
  const objectKey = objectKeyOf(digest, media);
  const uploaded = await uploads.upload(storage, media, objectKey);
  if (uploaded) run.reporter.note(`${input}: uploaded`);
  // What was there counts as sent, so that the status line comes to its end.
  else run.reporter.counts.uploadBytes -= bytes;
  return { media: storage.address(objectKey), uploaded, objectKey };
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
  const { app, provider, journal, settings, reporter } = run;
  const local = isAbsolute(item.media);
  const digest = local ? await contentDigest(journal, item.media) : null;
  const key = itemKeyOf(provider.scope, item, digest);
  const objectKey = item.upload && digest !== null ? objectKeyOf(digest, item.media) : null;
  const before = settings.again ? null : journal.items.find(key);
  const { jobId: id = null, done = false } = before ?? {};
  if (done && id !== null && (await isIntact(run, item, key))) {
    if (item.upload) reporter.counts.uploadBytes -= item.bytes;
    const outputs = item.outputs.map(({ path }) => path);
    const row = rowOf(item, { id, state: 'succeeded', submitted: 'reused', outputs });
    return { row, objectKey };
  }
  await refuseForeign(run, item, key);
  if (id !== null) {
    if (item.upload) reporter.counts.uploadBytes -= item.bytes;
    return { item, key, id, submitted: 'reused', uploaded: false, objectKey };
  }
  // What lies at an address may change: only what this item itself began there may be taken up. And an
  // object stays while an item that was begun needs it.
  const object = objectKey === null ? null : objectName(await run.storage(), objectKey);
  if (digest === null || object !== null) journal.items.begin(key, object);
  const { media, uploaded } = await place(run, uploads, item, digest);
  const prepared =
    run.prepared.get(item) ?? (await provider.prepare({ media, options: item.options }));
  // An object named after its content is that content; and what a run that was broken off submitted for
  // this very item is taken up, not paid for again.
  const reuse = settings.reuse || item.upload;
  const once = { again: settings.again, reuse, reuseSinceMs: before?.begunMs, digest };
  const sent = await sendOnce(quietly(app), provider, prepared, once);
  journal.items.setJob(key, sent.id);
  reporter.note(`${item.input}: job ${sent.id} ${sent.state}`);
  return { item, key, id: sent.id, submitted: sent.submitted, uploaded, objectKey };
};
