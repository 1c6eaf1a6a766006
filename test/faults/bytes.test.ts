// Every damage to the bytes of an answer x every operation, on both protocols: no exit 0 with work missing,
// no second job, no end beyond 150 s of the clock, and the next run finishes the work.
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providers } from '../../src/api/index.js';
import type { Connection, Provider, Tools } from '../../src/api/provider.js';
import { CliError } from '../../src/errors.js';
import type { Profiles } from '../../src/profiles/profiles.js';
import { asrctl, type RunResult } from '../support/run.js';
import {
  byteProxy,
  isStall,
  damageNames,
  type ByteProxy,
  type DamageName,
  type Kind,
} from './byte-proxy.js';
import { connectionOf, faultWorld, runClock, type Cloud, type FaultWorld } from './world.js';

/** What a request that stalls costs a user: the default of `requestTimeout`. Here it ends in a blink. */
const stallMs = 60_000;
const longestMs = 150_000;

interface Operation {
  readonly kind: Kind;
  /** The command line for a medium of the cell's own, or for the job that every cell reads. */
  argv(medium: string, job: string): readonly string[];
  /** Makes a job, so that the next run must find it. */
  readonly makes: boolean;
  /** It looks again after an answer that `get` gives up on. */
  readonly waits?: true;
  /** One damaged answer, or all of them. */
  readonly times: readonly ('once' | 'always')[];
}

type Result = Pick<RunResult, 'stdout' | 'stderr'> & { readonly code: number };

const both = ['once', 'always'] as const;
const transcribe = (medium: string): readonly string[] => ['transcribe', medium, '--upload', '-q'];
const isTranscribe = (verb: string): boolean => verb.startsWith('transcribe');

const operations: Readonly<Record<string, Operation>> = {
  submit: { kind: 'submit', argv: (medium) => ['submit', medium], makes: true, times: both },
  get: {
    kind: 'get',
    argv: (_medium, job) => ['get', job, '--format', 'id'],
    makes: false,
    times: ['always'],
  },
  list: {
    kind: 'list',
    argv: () => ['list', '--all', '--format', 'id'],
    makes: false,
    times: ['always'],
  },
  wait: {
    kind: 'get',
    argv: (_medium, job) => ['wait', job, '--format', 'id'],
    makes: false,
    times: ['once'],
  },
  // Through the adapter alone.
  upload: { kind: 'upload', argv: (medium) => ['upload', medium], makes: false, times: both },
  // One submit, upload or answer of a whole run, and its subtitles. With every read damaged it waits a quarter
  // of an hour for the service, which is no cell here.
  'transcribe (submit)': { kind: 'submit', argv: transcribe, makes: true, times: both },
  'transcribe (upload)': { kind: 'upload', argv: transcribe, makes: true, times: both },
  'transcribe (get)': { kind: 'get', argv: transcribe, makes: true, times: ['once'], waits: true },
};

/** The service answered, so its job or object exists and can be found. */
const arrived = new Set<DamageName>([
  'answer lost',
  'half-close after the request',
  'cut in the head',
  'cut in the body',
  'stall in the body',
  'gzip unasked',
  'length too short',
  'length too long',
]);
/** Pages that differ by their status alone: one submit of many tries is enough for all. */
const pages = new Set<DamageName>(['404 HTML', '408 HTML', '502 HTML']);
/** Nothing is lost by these. */
const harmless = new Set<DamageName>(['103, then the answer', 'replayed answer']);
/** The answer to an upload has no body that could be damaged. */
const bodily = new Set<DamageName>(['cut in the body', 'stall in the body']);

/** One damaged answer is made up for, except one without end and one that uses up the time. Else exit 8. */
const exitOf = (name: DamageName, { kind, waits }: Operation, always: boolean): number => {
  // Its checksum is another's: taken for damage, and removed.
  if (kind === 'upload' && name === 'replayed answer') return 1;
  if (harmless.has(name) || (kind === 'upload' && bodily.has(name))) return 0;
  if (waits === true) return 0;
  const isRead = kind === 'get' || kind === 'list';
  if (!always && !isStall(name)) return name === 'huge' && isRead ? 8 : 0;
  return kind === 'submit' && arrived.has(name) ? 0 : 8;
};

const rows: string[] = [];
afterAll(() => {
  process.stdout.write(`\n${rows.join('\n')}\n`);
});

describe.each(['ims', 'ci'] as const)('over the protocol of %s', (cloud: Cloud) => {
  let world: FaultWorld;
  let proxy: ByteProxy;
  let job = '';
  let cells = 0;
  let stalling = false;

  const connection = (local: boolean): Connection => ({
    ...connectionOf(world.service, cloud),
    endpoint: proxy.endpoint,
    settings: {
      bucket: world.service.running.file.bucket,
      ...(stalling ? { requestTimeout: '300ms' } : {}),
    },
    local,
  });
  const description = providers.find(({ name }) => name === cloud);

  const upload = async (path: string, tools: Tools): Promise<Result> => {
    const storage = await description?.openStorage?.(connection(false), tools, null);
    const notes = { begun: async () => null, note: async () => {} };
    const { signal } = new AbortController();
    try {
      await storage?.ensure(path, basename(path), { signal, notes, onProgress: () => {} });
      return { code: 0, stdout: '', stderr: '' };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return { code: error.exitCode, stdout: '', stderr: error.message };
    }
  };

  const run = async (argv: readonly string[]): Promise<Result> => {
    const { clock } = world;
    const whole = argv[0] === 'transcribe';
    const trace = (): void => {};
    const tools = { env: {}, clock, random: () => 0.5, trace, notice: trace, command: () => '' };
    if (argv[0] === 'upload') return upload(argv[1] ?? '', tools);
    const one = connection(true);
    const provider = (await description?.open(one, tools)) as Provider;
    const profiles = { connect: async () => one, project: async () => null } as unknown as Profiles;
    const home = world.service.dir;
    return asrctl(argv, { home, clock: whole ? runClock(world) : clock, provider, profiles });
  };

  beforeAll(async () => {
    world = await faultWorld(cloud);
    proxy = await byteProxy(world.service.running.file.port, () => {
      void world.clock.sleep(stallMs);
    });
    job = (await run(['submit', await world.medium('base.wav')])).stdout.trim();
    await world.settled();
  });
  afterAll(async () => {
    await proxy.close();
    await world.end();
  });

  const cases = Object.entries(operations).flatMap(([verb, operation]) =>
    damageNames.flatMap((name) =>
      operation.times
        .filter((times) => operation.kind !== 'submit' || times === 'once' || !pages.has(name))
        .map((times) => [verb, name, times, operation] as const),
    ),
  );

  it.each(cases)('%s: %s, %s', async (verb, name, times, operation) => {
    const medium = await world.medium(`cell-${(cells += 1)}.wav`);
    const argv = operation.argv(medium, job);
    const before = { jobs: world.jobs(), ms: world.clock.now() };
    stalling = isStall(name);
    proxy.damage(name, operation.kind, times === 'always' ? Number.POSITIVE_INFINITY : 1);
    const { code, stdout, stderr } = await run(argv);
    const tookMs = world.clock.now() - before.ms;
    const made = world.jobs() - before.jobs;
    const isStored = async (): Promise<boolean> => {
      const stored = await world.stored(basename(medium)).catch(() => Buffer.alloc(0));
      return stored.equals(await readFile(medium));
    };
    const subtitles = medium.replace(/wav$/, 'srt');
    const isWritten = (): boolean => existsSync(subtitles) && statSync(subtitles).size > 0;
    const isDone = async (said: string): Promise<boolean> => {
      if (isTranscribe(verb))
        return said.trim() === subtitles && isWritten() && world.jobs() === before.jobs + 1;
      if (verb === 'upload') return isStored();
      return verb === 'submit' ? world.jobs() === before.jobs + 1 : said.includes(job);
    };
    const seconds = `${Math.round(tookMs / 1000)} s`;
    const files = [
      ...(verb === 'upload' ? [`${(await isStored()) ? 1 : 0} objects`] : [`${made} jobs`]),
      ...(isTranscribe(verb) ? [`${isWritten() ? 1 : 0} files`] : []),
    ].join(', ');
    rows.push([cloud, verb, name, times, `exit ${code}`, files, seconds].join(' | '));
    const expected = exitOf(name, operation, times === 'always');
    expect([code, code === 0 || stderr !== '' ? '' : 'silent']).toEqual([expected, '']);
    expect(tookMs).toBeLessThanOrEqual(longestMs);
    expect(made).toBeLessThanOrEqual(operation.makes ? 1 : 0);
    stalling = false;
    proxy.clear();
    // Exit 0 means that the work is there; after a failure the next run does it, once.
    const last = code === 0 ? { code, stdout } : await run(argv);
    expect([last.code, await isDone(last.stdout)]).toEqual([0, true]);
  });

  it('the answer to another submit is not taken for this one', async () => {
    const [one, two] = [await world.medium('one.wav'), await world.medium('two.wav')];
    const before = world.jobs();
    proxy.damage('replayed answer', 'submit', Number.POSITIVE_INFINITY);
    const { code, stdout } = await run(['submit', one, two, '--format', 'id']);
    proxy.clear();
    const ids = stdout.trim().split('\n');
    expect([new Set(ids).size, code === 0 ? ids.length : 2]).toEqual([ids.length, 2]);
    expect(world.jobs() - before).toBeLessThanOrEqual(2);
  });

  it('the answer about another job is not taken for this one', async () => {
    const other = (await run(['submit', await world.medium('other.wav')])).stdout.trim();
    await world.settled();
    expect((await run(['get', other, '--format', 'id'])).code).toBe(0);
    proxy.damage('replayed answer', 'get', 1);
    const { code, stdout } = await run(['get', job, '--json']);
    proxy.clear();
    expect(code).toBe(0);
    const { jobs } = JSON.parse(stdout) as { jobs: { id: string; input: string }[] };
    expect(jobs).toMatchObject([{ id: job, input: expect.stringContaining('base.wav') }]);
  });
});
