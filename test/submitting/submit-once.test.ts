import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import type { JobState } from '../../src/jobs/job.js';
import type { Journal } from '../../src/journal/journal.js';
import { leaseMs } from '../../src/journal/lease.js';
import { submitOnce, type SubmitOptions } from '../../src/submitting/submit-once.js';
import type {
  SubmitContext,
  SubmitEvent,
  SubmitService,
} from '../../src/submitting/submit-service.js';
import { beforeSending } from '../../src/profiles/sources/before-sending.js';
import { journalIn } from '../support/journal.js';

const lost = () => new CliError(Exit.unavailable, 'The answer was lost.', { code: 'timeout' });
const turnedAway = () => new CliError(Exit.unavailable, 'Slow down.', { retryAfterMs: 5_000 });
const refused = () => new CliError(Exit.usage, 'No such engine.');

/** A service that keeps jobs by token, and loses answers as told: before or after making the job. */
class Service implements SubmitService {
  readonly jobs: { id: string; token: string; state: JobState }[] = [];
  readonly plan: ('ok' | 'lost before' | 'lost after' | 'refused' | 'turned away')[] = [];
  /** Finds that see nothing yet: a list may lag behind a submit. */
  lag = 0;
  sends = 0;
  finds = 0;

  async send(token: string) {
    this.sends += 1;
    const step = this.plan.shift() ?? 'ok';
    if (step === 'lost before') throw lost();
    if (step === 'refused') throw refused();
    if (step === 'turned away') throw turnedAway();
    const job = { id: `job${this.jobs.length + 1}`, token, state: 'queued' as JobState };
    this.jobs.push(job);
    if (step === 'lost after') throw lost();
    return job;
  }

  async find(token: string) {
    this.finds += 1;
    if (this.lag-- > 0) return null;
    return this.jobs.find((job) => job.token === token) ?? null;
  }

  async state(id: string) {
    return this.jobs.find((job) => job.id === id)?.state ?? null;
  }
}

let folder: string;
let now: number;
let journal: Journal;
let told: SubmitEvent[];

const open = (pid = process.pid): Promise<Journal> => journalIn(folder, { now: () => now, pid });

const pause = async (ms: number): Promise<void> => {
  now += ms;
  await new Promise((resolve) => setImmediate(resolve));
};

const context = ({ submits }: Journal = journal): SubmitContext => ({
  submits,
  now: () => now,
  sleep: pause,
  stepAside: pause,
  random: () => 0.5,
  command: (...words) => ['asrctl', ...words].join(' '),
  trace: () => {},
  tell: (event) => void told.push(event),
});

const once = (more: Partial<SubmitOptions> = {}): SubmitOptions => ({
  submit: { key: 'k', profile: 'p', media: 'm' },
  again: false,
  reuseSinceMs: Infinity,
  ...more,
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-journal-'));
  now = Date.UTC(2026, 0, 31);
  journal = await open();
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a finished job of the same address', () => {
  it('is said before a new one is paid for, unless that was asked for', async () => {
    const service = new Service();
    for (const again of [false, false, true]) {
      await submitOnce(context(), service, once({ again }));
      service.jobs.at(-1)!.state = 'succeeded';
    }
    expect(service.jobs).toHaveLength(3);
    expect(told).toEqual([{ kind: 'paid again', id: 'job1' }]);
  });
});

describe('submitting once', () => {
  it('sends a new submit and reuses its job while that is under way', async () => {
    const service = new Service();
    expect(await submitOnce(context(), service, once())).toMatchObject({
      id: 'job1',
      submitted: 'new',
    });
    expect(await submitOnce(context(), service, once())).toMatchObject({
      id: 'job1',
      submitted: 'reused',
    });
    expect(service.jobs).toHaveLength(1);
  });

  it('recovers the job whose answer was lost, within the same run', async () => {
    const service = new Service();
    service.plan.push('lost after');
    const done = await submitOnce(context(), service, once());
    expect(done).toMatchObject({ id: 'job1', submitted: 'recovered' });
    expect(service.sends).toBe(1);
  });

  it('asks again for a bounded time when the list lags', async () => {
    const service = new Service();
    service.plan.push('lost after');
    service.lag = 3;
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'recovered' });
    expect([service.sends, service.finds]).toEqual([1, 4]);
  });

  it('sends again only after the service said that there is no such job', async () => {
    const service = new Service();
    service.plan.push('lost before', 'ok');
    const done = await submitOnce(context(), service, once());
    expect(done).toMatchObject({ id: 'job1', submitted: 'new' });
    expect(service.sends).toBe(2);
    expect(service.finds).toBeGreaterThan(1);
  });

  it('leaves an open outcome to the next run, which asks before it sends', async () => {
    const service = new Service();
    const down: SubmitService = { ...bound(service), find: () => Promise.reject(lost()) };
    service.plan.push('lost after');
    await expect(submitOnce(context(), down, once())).rejects.toMatchObject({
      exitCode: Exit.unavailable,
      hint: expect.stringContaining('never submits twice'),
    });
    expect(await submitOnce(context(), service, once())).toMatchObject({
      id: 'job1',
      submitted: 'recovered',
    });
    expect(service.jobs).toHaveLength(1);
  });

  it('keeps an open outcome when asking for it is refused', async () => {
    const service = new Service();
    const denied = () => Promise.reject(new CliError(Exit.auth, 'No permission to list.'));
    service.plan.push('lost after');
    await expect(
      submitOnce(context(), { ...bound(service), find: denied }, once()),
    ).rejects.toThrow('No permission');
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'recovered' });
    expect(service.jobs).toHaveLength(1);
  });

  it('says so when a busy service cannot be asked what became of an earlier run', async () => {
    const service = new Service();
    service.plan.push('lost after');
    const busy: SubmitService = { ...bound(service), find: () => Promise.reject(turnedAway()) };
    for (let run = 0; run < 2; run += 1) {
      await expect(submitOnce(context(), busy, once())).rejects.toMatchObject({
        hint: expect.stringContaining('never submits twice'),
      });
    }
    expect([service.sends, service.jobs.length]).toEqual([1, 1]);
  });

  it('says nothing of a job that may exist when the local service did not start', async () => {
    const service = new Service();
    const stopped = () =>
      new CliError(Exit.unavailable, 'It did not start', { hint: 'See its log.' });
    const send = (token: string) =>
      beforeSending(async () => {
        service.sends += 1;
        throw stopped();
      }).then(() => service.send(token));
    await expect(submitOnce(context(), { ...bound(service), send }, once())).rejects.toMatchObject({
      exitCode: 8,
      message: 'It did not start',
      hint: 'See its log.',
    });
    expect([service.sends, service.finds, service.jobs.length]).toEqual([1, 0, 0]);
  });

  it('says that a job exists when the disk fills after it was made', async () => {
    const service = new Service();
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const submits = {
      ...journal.submits,
      accept: () => Promise.reject(full),
      release: () => Promise.reject(full),
    };
    await expect(submitOnce({ ...context(), submits }, service, once())).rejects.toMatchObject({
      exitCode: Exit.error,
      code: 'SQLITE_FULL',
      message:
        'Job job1 was submitted, but the journal could not record it: Database or disk is full',
      hint: expect.stringContaining('it finds this job by its token and does not submit again'),
    });
    now += leaseMs + 1;
    expect(await submitOnce(context(), service, once())).toMatchObject({
      id: 'job1',
      submitted: 'recovered',
    });
    expect(service.sends).toBe(1);
  });

  it('says that a job may exist when the disk fills while the answer is looked for', async () => {
    const service = new Service();
    service.plan.push('lost after');
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const submits = { ...journal.submits, renew: () => Promise.reject(full) };
    await expect(submitOnce({ ...context(), submits }, service, once())).rejects.toMatchObject({
      hint: expect.stringContaining('A job may exist'),
    });
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'recovered' });
    expect(service.sends).toBe(1);
  });

  it('gives up after four attempts that made nothing', async () => {
    const service = new Service();
    service.plan.push(...Array.from({ length: 9 }, () => 'lost before' as const));
    await expect(submitOnce(context(), service, once())).rejects.toMatchObject({
      exitCode: Exit.unavailable,
    });
    expect(service.sends).toBe(4);
  });

  it('obeys the wait that a busy service asks for, and asks it nothing in between', async () => {
    const service = new Service();
    service.plan.push('turned away', 'turned away');
    const begun = now;
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'new' });
    expect([service.sends, service.finds, service.jobs.length]).toEqual([3, 0, 1]);
    expect(now - begun).toBeGreaterThanOrEqual(10_000);
  });

  it('gives up on a busy service within a minute, and says nothing of a job that may exist', async () => {
    const service = new Service();
    service.plan.push(...Array.from({ length: 99 }, () => 'turned away' as const));
    const begun = now;
    await expect(submitOnce(context(), service, once())).rejects.toMatchObject({
      message: 'Slow down',
      hint: null,
    });
    expect(service.finds).toBe(0);
    expect(now - begun).toBeLessThanOrEqual(60_000);
    service.plan.length = 0;
    await submitOnce(context(), service, once());
    expect(service.jobs).toHaveLength(1);
  });

  it('starts afresh after a refusal', async () => {
    const service = new Service();
    service.plan.push('refused');
    await expect(submitOnce(context(), service, once())).rejects.toThrow('No such engine');
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'new' });
  });

  it('takes over from a process that died while sending', async () => {
    const service = new Service();
    // Above the largest process id Linux gives out: nobody has it.
    const dead = await open(2 ** 22 + 1);
    const { entry } = await dead.submits.claim(once().submit, false);
    await service.send(entry.token);
    expect(await submitOnce(context(), service, once())).toMatchObject({
      id: 'job1',
      submitted: 'recovered',
    });
    expect(service.sends).toBe(1);
  });

  it('takes up an attempt of unknown outcome with --again too, but no other', async () => {
    const service = new Service();
    const dead = await open(2 ** 22 + 1);
    await service.send((await dead.submits.claim(once().submit, true)).entry.token);
    const again = once({ again: true });
    expect(await submitOnce(context(), service, again)).toMatchObject({ submitted: 'recovered' });
    expect(await submitOnce(context(), service, again)).toMatchObject({ submitted: 'new' });
    await (await open(process.ppid)).submits.claim(once().submit, true);
    expect(await submitOnce(context(), service, again)).toMatchObject({ submitted: 'new' });
    expect(service.sends).toBe(3);
  });

  it('waits out the lease of a process it cannot see, and says so', async () => {
    const service = new Service();
    const elsewhere = await open(2 ** 22 + 1);
    await service.send((await elsewhere.submits.claim(once().submit, false)).entry.token);
    const file = new Database(join(folder, 'journal.db'));
    file.exec("UPDATE submits SET space = 'another container'");
    file.close();
    const startMs = now;
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'recovered' });
    expect(now - startMs).toBeGreaterThanOrEqual(leaseMs);
    expect(told).toEqual([{ kind: 'busy' }]);
  });

  it.each([false, true])(
    'leaves it to the one that took over while it was suspended, --again %s',
    async (again) => {
      const service = new Service();
      service.plan.push('turned away');
      const other = await open(process.ppid);
      const mine = context();
      const suspended: SubmitContext = {
        ...mine,
        sleep: async () => {
          now += leaseMs + 1;
          await submitOnce(context(other), service, once());
          service.jobs[0]!.state = 'succeeded';
        },
      };
      const done = await submitOnce(suspended, service, once({ again }));
      expect(done).toEqual({ id: 'job1', state: 'succeeded', submitted: 'reused' });
      expect(service.jobs).toHaveLength(1);
    },
  );

  it('waits for another process that is at it, then uses its job', async () => {
    const service = new Service();
    const other = await open();
    const { entry } = await other.submits.claim(once().submit, false);
    const mine = submitOnce(context(), service, once());
    await new Promise((resolve) => setImmediate(resolve));
    await other.submits.accept(entry, (await service.send(entry.token)).id);
    expect(await mine).toMatchObject({ id: 'job1', submitted: 'reused' });
    expect(service.sends).toBe(1);
  });

  it.each([
    ['queued', false, 'reused'],
    ['running', false, 'reused'],
    ['succeeded', true, 'reused'],
    ['succeeded', false, 'new'],
    ['failed', true, 'new'],
    ['cancelled', true, 'new'],
  ] as const)(
    'with an earlier job %s and reuse of finished ones since then %s: %s',
    async (state, serves, submitted) => {
      const service = new Service();
      const sinceMs = now;
      await submitOnce(context(), service, once());
      service.jobs[0]!.state = state;
      const reuseSinceMs = serves ? sinceMs : sinceMs + 1;
      expect(await submitOnce(context(), service, once({ reuseSinceMs }))).toMatchObject({
        submitted,
      });
    },
  );

  it('sends anew when the service has forgotten the job, and with --again', async () => {
    const service = new Service();
    await submitOnce(context(), service, once());
    expect(await submitOnce(context(), service, once({ again: true }))).toMatchObject({
      id: 'job2',
    });
    service.jobs.length = 0;
    expect(await submitOnce(context(), service, once())).toMatchObject({ submitted: 'new' });
  });

  it('makes one job for many at once, each with a journal of its own', async () => {
    const service = new Service();
    const all = Array.from({ length: 12 }, async () =>
      submitOnce(context(await open()), service, once()),
    );
    expect(new Set((await Promise.all(all)).map(({ id }) => id))).toEqual(new Set(['job1']));
    expect(service.jobs).toHaveLength(1);
  });
});

const bound = (service: Service): SubmitService => ({
  send: (token) => service.send(token),
  find: (token) => service.find(token),
  state: (id) => service.state(id),
});
