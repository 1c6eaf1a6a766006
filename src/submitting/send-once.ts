// From a checked submit to exactly one job: what the journal is told, and what counts as "the same".
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { PreparedSubmit, Provider, Submitted } from '../api/provider.js';
import type { App } from '../app.js';
import type { Journal } from '../journal/journal.js';
import { submitOnce, type Done, type Sender, type World } from './submit-once.js';

export interface OnceFlags {
  /** Always send. */
  readonly again: boolean;
  /** A finished job of the same remote address serves as well. */
  readonly reuse: boolean;
  /** A finished job that was submitted since then serves whatever its media, epoch milliseconds. */
  readonly reuseSinceMs?: number | undefined;
  /** Of a local file, by `contentDigest`; found out here where the caller has not needed it. */
  readonly digest?: string | null;
}

/** A file of this size or less is read sooner, and at once, than the journal can be asked; bytes. */
const smallBytes = 262_144n;

const hashLong = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** SHA-256 of a file, in hex; remembered by path, size, times and inode, so that a long recording is read once. */
export const contentDigest = async (journal: Journal, path: string): Promise<string> => {
  const info = statSync(path, { bigint: true });
  if (info.size <= smallBytes) {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  const stamp = [info.size, info.mtimeNs, info.ctimeNs, info.ino].join(':');
  const known = journal.knownDigest(path, stamp);
  if (known !== null) return known;
  const digest = await hashLong(path);
  journal.keepDigest(path, stamp, digest);
  return digest;
};

/** Key order is the adapters' business, not the submit's identity. */
const canonical = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => [key, canonical(item)]);
};

/**
 * The identity of a submit: where it goes, what is transcribed, with which parameters. A local
 * file is its content, so that the same recording under another name is the same submit.
 */
const keyOf = async (
  journal: Journal,
  provider: Provider,
  prepared: PreparedSubmit,
  digest: string | null,
): Promise<{ key: string; known: boolean }> => {
  const local = isAbsolute(prepared.media);
  const content = local ? (digest ?? (await contentDigest(journal, prepared.media))) : null;
  const media = content === null ? prepared.media : `sha256:${content}`;
  const { operation } = prepared;
  const parameters = local ? withoutMedia(prepared) : prepared.parameters;
  const text = JSON.stringify([
    provider.name,
    provider.scope,
    media,
    operation,
    canonical(parameters),
  ]);
  return { key: createHash('sha256').update(text).digest('hex'), known: local };
};

/** The parameters name the file too; its name is not its identity. */
const withoutMedia = ({ media, parameters }: PreparedSubmit): unknown => {
  const encoded = encodeURI(media);
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(encoded, '').replaceAll(media, '');
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(hide);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item)]));
  };
  return hide(parameters);
};

const senderFor = (app: App, provider: Provider, prepared: PreparedSubmit): Sender => {
  const { signal } = app;
  return {
    send: (token) => provider.submit(prepared, { signal, token }),
    find: (token, sinceMs) => provider.find(token, sinceMs, { signal }),
    async state(id) {
      const [job] = await provider.get([id], { signal });
      return job?.state ?? null;
    },
  };
};

const notices: Record<Done['submitted'], ((done: Done, media: string) => string) | null> = {
  new: null,
  recovered: ({ id }, media) =>
    `${media}: an earlier attempt had made job ${id}; nothing was sent again.`,
  reused: ({ id, state }, media) =>
    `${media}: job ${id} for it is ${state === 'succeeded' ? 'done' : state} already; nothing was sent. --again submits anew.`,
};

/** Submits once, however often it is called and whatever gets lost; says on stderr when nothing had to be sent. */
export const sendOnce = async (
  app: App,
  provider: Provider,
  prepared: PreparedSubmit,
  flags: OnceFlags,
): Promise<Submitted & { readonly submitted: Done['submitted'] }> => {
  const journal = await app.journal();
  const { key, known } = await keyOf(journal, provider, prepared, flags.digest ?? null);
  const world: World = {
    journal,
    now: () => app.clock.now(),
    sleep: (ms) => app.clock.sleep(ms, app.signal),
    random: () => app.random(),
    trace: (line) => app.tools.trace(line),
    notice: (line) => app.tools.notice(line),
  };
  const done = await submitOnce(world, senderFor(app, provider, prepared), {
    submit: { key, profile: provider.scope, media: prepared.media },
    again: flags.again,
    reuseSinceMs: known || flags.reuse ? 0 : (flags.reuseSinceMs ?? Infinity),
  });
  const notice = notices[done.submitted];
  if (notice !== null) app.tools.notice(notice(done, prepared.media));
  const { id, state, submitted } = done;
  return { input: prepared.media, id, state, submitted };
};
