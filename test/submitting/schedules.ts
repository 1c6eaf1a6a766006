// Several processes that submit the same, run step by step in every order: the real procedure over the real
// steps of the journal, with a service, a clock and crashes in the hands of a scheduler.
import { CliError, Exit } from '../../src/errors.js';
import { leaseMs, type Owner } from '../../src/journal/lease.js';
import type * as realPhases from '../../src/journal/submit-phases.js';
import type { SubmitState } from '../../src/journal/submit-phases.js';
import type { Entry, Submits } from '../../src/journal/submit-records.js';
import { submitOnce } from '../../src/submitting/submit-once.js';
import type { SubmitContext, SubmitService } from '../../src/submitting/submit-service.js';

export type Phases = typeof realPhases;

/** One thing that a process waits for: the ways it may go, the first being the ordinary one. */
interface Pending {
  readonly ways: readonly (() => void)[];
  /** A request that has not reached the service: it does so within the lease, or not at all. */
  readonly inFlight?: boolean;
  /** Others come first after it. */
  readonly yields?: boolean;
}

interface Row {
  readonly id: number;
  readonly token: string;
  readonly createdMs: number;
  state: SubmitState;
}

class World {
  now = 0;
  jumps = 0;
  crashes = 0;
  readonly rows: Row[] = [];
  readonly jobs: { readonly id: string; readonly token: string }[] = [];
  readonly pending = new Map<number, Pending>();
  readonly dead = new Set<number>();
  readonly log: string[] = [];
  constructor(readonly phases: Phases) {}

  /** Waits until the scheduler takes one of the ways. */
  wait<T>(
    pid: number,
    ways: Readonly<Record<string, () => T>>,
    more: Partial<Pending> = {},
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const take =
        ([name, way]: [string, () => T]) =>
        (): void => {
          this.log.push(`${pid} ${name}`);
          try {
            resolve(way());
          } catch (error) {
            reject(error);
          }
        };
      this.pending.set(pid, { ways: Object.entries(ways).map(take), ...more });
    });
  }

  submitsOf(pid: number): Submits {
    const own: Owner = { pid, space: '' };
    const end = (): number => this.now + leaseMs;
    const rowOf = ({ id }: Entry): Row => this.rows.find((row) => row.id === id) as Row;
    const entryOf = ({ id, token, createdMs, state }: Row): Entry => ({
      id,
      token,
      createdMs,
      jobId: state.jobId,
      claim: state.claim,
    });
    const change = (name: string, entry: Entry, step: (state: SubmitState) => SubmitState | null) =>
      this.wait(pid, {
        [name]: () => {
          const next = step(rowOf(entry).state);
          if (next !== null) rowOf(entry).state = next;
          return next !== null;
        },
      });
    const add = (): Entry => {
      const id = this.rows.length + 1;
      const state = this.phases.begin(own, end());
      this.rows.push({ id, token: `t${id}`, createdMs: this.now, state });
      return entryOf(this.rows.at(-1) as Row);
    };
    const claim = (again: boolean): Awaited<ReturnType<Submits['claim']>> => {
      const row = this.rows.findLast(({ state }) => state.phase !== 'closed');
      const died = (holder: Owner): boolean => this.dead.has(holder.pid);
      const kind = this.phases.decide(row?.state, again, this.now, died);
      if (row === undefined || kind === 'send') return { kind: 'send', entry: add() };
      if (kind === 'reconcile') row.state = this.phases.takeOver(row.state, own, end());
      return { kind, entry: entryOf(row) };
    };
    const { renew, refuse, release, accept, retire } = this.phases;
    return {
      claim: (_, again) => this.wait(pid, { claim: () => claim(again) }),
      renew: (entry) => change('renew', entry, (state) => renew(state, entry.claim, end())),
      refuse: (entry) => change('refuse', entry, (state) => refuse(state, entry.claim)),
      async release(entry) {
        await change('release', entry, (state) => release(state, entry.claim));
      },
      async accept(entry, jobId) {
        await change('accept', entry, (state) => accept(state, jobId));
      },
      fail: async (jobId) => {
        throw new Error(`${jobId} cannot fail here`);
      },
      async retire(entry) {
        await change('retire', entry, (state) => retire(state, entry.jobId ?? ''));
      },
    };
  }

  serviceOf(pid: number): SubmitService {
    const lost = (): never => {
      throw new CliError(Exit.unavailable, 'The answer was lost');
    };
    const refused = (): never => {
      throw new CliError(Exit.usage, 'Refused');
    };
    const make = (token: string): string => {
      this.jobs.push({ id: `job${this.jobs.length + 1}`, token });
      return `job${this.jobs.length}`;
    };
    return {
      send: async (token) => {
        const id = await this.wait<string | null | undefined>(
          pid,
          {
            'arrives, made': () => make(token),
            'arrives, refused': () => null,
            'does not arrive': () => undefined,
          },
          { inFlight: true },
        );
        if (id === undefined) return this.wait(pid, { 'answer lost': lost });
        if (id === null) return this.wait(pid, { 'answer: refused': refused });
        return this.wait(pid, {
          answer: () => ({ id, state: 'queued' as const }),
          'answer lost': lost,
        });
      },
      find: async (token) => {
        const job = this.jobs.find((one) => one.token === token);
        const found = job === undefined ? null : { id: job.id, state: 'queued' as const };
        return this.wait(pid, { found: () => found, 'found: lost': lost });
      },
      state: (id) =>
        this.wait(pid, {
          state: () => (this.jobs.some((one) => one.id === id) ? ('queued' as const) : null),
        }),
    };
  }

  contextOf(pid: number): SubmitContext {
    const sleep = (ms: number): Promise<void> =>
      this.wait(pid, { sleep: () => void (this.now += ms) }, { yields: true });
    return {
      submits: this.submitsOf(pid),
      now: () => this.now,
      sleep,
      stepAside: sleep,
      random: () => 0,
      command: (...words) => ['asrctl', ...words].join(' '),
      trace: () => {},
      tell: () => {},
    };
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface Outcome {
  /** What the living processes got: the id of a job, or the words of an error. */
  readonly results: readonly string[];
  readonly jobs: number;
  readonly log: readonly string[];
}

/** Runs one schedule: `choose(n)` picks one of n ways, 0 being the ordinary one. */
const runSchedule = async (
  phases: Phases,
  choose: (ways: number) => number,
  processes: number,
): Promise<Outcome> => {
  const world = new World(phases);
  const submit = { key: 'k', profile: 'p', media: 'm' };
  const results: string[] = [];
  const starting = Array.from({ length: processes }, async (_, pid) => {
    const options = { submit, again: false, reuseSinceMs: 0 };
    const result = await submitOnce(world.contextOf(pid), world.serviceOf(pid), options).then(
      ({ id }) => id,
      (error: Error) => error.message,
    );
    if (!world.dead.has(pid)) results.push(result);
  });
  await turn();
  let last = 0;
  for (let step = 0; world.pending.size > 0 && step < 2_000; step += 1) {
    const turnsUntil = (pid: number): number => (pid - last + processes) % processes;
    const order = [...world.pending.keys()].toSorted((a, b) => turnsUntil(a) - turnsUntil(b));
    const ways: (() => number)[] = order.flatMap((pid) =>
      (world.pending.get(pid)?.ways ?? []).map((way) => () => {
        const yields = world.pending.get(pid)?.yields === true;
        world.pending.delete(pid);
        way();
        return yields ? (pid + 1) % processes : pid;
      }),
    );
    const inFlight = [...world.pending.values()].some((one) => one.inFlight === true);
    if (world.jumps < 2 && !inFlight) {
      ways.push(() => {
        world.log.push('the lease ends');
        world.jumps += 1;
        world.now += leaseMs + 1;
        return last;
      });
    }
    if (world.crashes < 1) {
      ways.push(() => {
        const pid = order[0] ?? 0;
        world.log.push(`${pid} crashes`);
        world.crashes += 1;
        world.dead.add(pid);
        world.pending.delete(pid);
        return last;
      });
    }
    last = (ways[choose(ways.length)] as () => number)();
    await turn();
  }
  if (world.pending.size > 0) throw new Error(`no end:\n${world.log.slice(-30).join('\n')}`);
  void starting;
  return { results, jobs: world.jobs.length, log: world.log };
};

/** Every schedule with at most `most` choices that are not the ordinary one; stops when `look` returns true. */
export const explore = async (
  phases: Phases,
  most: number,
  look: (outcome: Outcome) => boolean,
  processes = 3,
): Promise<number> => {
  const stack: (readonly number[])[] = [[]];
  let runs = 0;
  for (let prefix = stack.pop(); prefix !== undefined; prefix = stack.pop()) {
    const given = prefix;
    const taken: { readonly ways: number; readonly choice: number }[] = [];
    const choose = (ways: number): number => {
      const choice = given[taken.length] ?? 0;
      taken.push({ ways, choice });
      return choice;
    };
    runs += 1;
    if (look(await runSchedule(phases, choose, processes))) return runs;
    if (given.filter((choice) => choice > 0).length >= most) continue;
    for (let at = given.length; at < taken.length; at += 1) {
      const before = taken.slice(0, at).map(({ choice }) => choice);
      for (let way = 1; way < (taken[at]?.ways ?? 0); way += 1) stack.push([...before, way]);
    }
  }
  return runs;
};
