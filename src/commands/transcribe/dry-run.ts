// `--dry-run`: the requests as a run would send them.
import { isAbsolute } from 'node:path';
import type { PreparedSubmit } from '../../api/provider.js';
import type { Detail, Output } from '../../formats/output.js';
import { FailureCount } from '../inputs/items.js';
import { contentDigest } from '../../submitting/content-digest.js';
import type { Cost } from './items/estimate.js';
import type { Gathered } from './items/gather-items.js';
import type { Item } from './items/item.js';
import type { Run } from './run/run-state.js';
import { objectKeyOf } from '../../submitting/upload-once.js';

interface Planned {
  readonly item: Item;
  /** Where it would be uploaded to, or null. */
  readonly upload: string | null;
  readonly prepared: PreparedSubmit;
  readonly audioMs: number | null;
}

const planned = async (run: Run, item: Item, audioMs: number | null): Promise<Planned> => {
  let media = item.media;
  if (item.upload && isAbsolute(media)) {
    const digest = await contentDigest(run.journal.digests, media);
    media = (await run.storage()).address(objectKeyOf(digest, media));
  }
  const { options, name } = item;
  const prepared = await run.provider.prepare({ media, options, name });
  return { item, upload: item.upload ? media : null, prepared, audioMs };
};

const parametersText = ({ parameters }: PreparedSubmit): string =>
  typeof parameters === 'string' ? parameters : JSON.stringify(parameters, null, 2);

const minutes = (ms: number | null): string =>
  ms === null ? 'not known' : `${Math.round(ms / 600) / 100} min`;

const documentOf = ({ item, upload, prepared, audioMs }: Planned) => ({
  source: item.source,
  input: prepared.input,
  upload,
  operation: prepared.operation,
  parameters: prepared.parameters,
  outputs: item.outputs.map(({ path }) => path),
  audioMs,
});

const column = (key: string, value: (plan: Planned) => string) => ({
  key,
  label: key.toUpperCase(),
  cell: value,
  value,
});

const columns = [
  column('source', ({ item }) => item.source),
  column('input', ({ prepared }) => prepared.input),
  column('upload', ({ upload }) => upload ?? ''),
  column('operation', ({ prepared }) => prepared.operation),
  column('outputs', ({ item }) => item.outputs.map(({ path }) => path).join(' ')),
  column('audioMs', ({ audioMs }) => String(audioMs ?? '')),
];

const detailOf = ({ item, upload, prepared, audioMs }: Planned): Detail => ({
  fields: [
    ['Input', item.source],
    ...(upload === null ? [] : [['Upload to', upload] as const]),
    ['Operation', prepared.operation],
    ...item.outputs.map(({ path }) => ['Write', path] as const),
    ['Audio', minutes(audioMs)],
  ],
  sections: [{ title: 'Parameters', text: parametersText(prepared) }],
});

const summaryOf = (count: number, { minutes: audio, unknown, cost }: Cost): string => {
  const unknownLength = unknown > 0 ? `, ${unknown} of unknown length` : '';
  const price = cost === null ? '' : `, about ${cost}`;
  return `${count} item${count === 1 ? '' : 's'}, ${audio} minutes of audio${unknownLength}${price}. Nothing was sent.`;
};

/**
 * The plan as records; nothing is uploaded or submitted. Digests of files are read. What was refused is
 * reported, and fails, as in a run.
 */
export const planOutput = async (
  run: Run,
  { items, refused }: Gathered,
  lengths: readonly (number | null)[],
  cost: Cost,
): Promise<Output> => {
  const failures = new FailureCount(run.app, items.length + refused.length, 'items');
  for (const { error } of refused) await failures.add(error);
  const plans: Planned[] = [];
  for (const [i, item] of items.entries()) plans.push(await planned(run, item, lengths[i] ?? null));
  run.app.tools.notice(summaryOf(items.length, cost));
  return {
    kind: 'records',
    view: 'detail',
    records: plans,
    columns,
    id: ({ item }: Planned) => item.source,
    detail: detailOf,
    document: documentOf,
    envelope: (requests) => ({
      schemaVersion: 2,
      requests,
      audioMinutes: cost.minutes,
      unknownLength: cost.unknown,
      cost: cost.cost,
    }),
    failure: failures.failure,
  };
};
