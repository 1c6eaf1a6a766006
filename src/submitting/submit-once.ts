// Exactly one job per submit, whatever happens to the answer, the process or the network.
import { CliError, Exit } from '../errors.js';
import { isTerminal, type JobState } from '../jobs/job.js';
import type { Claim, Entry, Journal, Submit } from '../journal/journal.js';
import { leaseMs } from '../journal/lease.js';

/** The service as this procedure needs it. */
export interface Sender {
  /**
   * Sends once. A CliError with exit 8 leaves the outcome open, unless it has a `retryAfterMs`: then, as
   * with any other exit, no job was made.
   */
  send(token: string): Promise<{ readonly id: string; readonly state: JobState }>;
  /** The job that carries the token, created at or after `sinceMs`, or null. */
  find(
    token: string,
    sinceMs: number,
  ): Promise<{ readonly id: string; readonly state: JobState } | null>;
  /** The state of a job, or null when the service does not know it. */
  state(id: string): Promise<JobState | null>;
}

export interface Once {
  readonly submit: Submit;
  /** `--again`: send whatever was sent before. */
  readonly again: boolean;
  /**
   * A finished job of the same submit serves when it was submitted at or after this, epoch milliseconds:
   * 0 for known content and `--reuse`, Infinity for an address, where something else may lie by now.
   */
  readonly reuseSinceMs: number;
}

export interface World {
  readonly journal: Journal;
  now(): number;
  /** Rejects with the signal's reason when the user interrupts. */
  sleep(ms: number): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
  trace(line: string): void;
  /** Said to the user, unless they want to hear nothing. */
  notice(line: string): void;
}

export interface Done {
  readonly id: string;
  readonly state: JobState;
  readonly submitted: 'new' | 'recovered' | 'reused';
}

/** Clocks of client and service may differ by as much as signatures allow (15 minutes, ims.md 2.1). */
const skewMs = 15 * 60_000;
/** How long a job may take to appear in a list after its submit; asked again until then. Our choice. */
const lagMs = 8_000;
const askAgainMs = [0, 500, 1_500, 3_000, 4_000] as const;
/** Attempts to send, each but the first after making sure that the one before made no job. */
const attempts = 4;
/** Attempts in all, with those that a busy service turned away, and how long they may take: as reads, api/retry.ts. */
const mostAttempts = 10;
const budgetMs = 60_000;
const busyPollMs = 200;
/** How many polls go by in silence. */
const quietPolls = 10;

const isOpen = (error: unknown): error is CliError =>
  error instanceof CliError && error.exitCode === Exit.unavailable;

/** Not turned away for now: the answer went missing, and a job may have been made. */
const isLost = (error: CliError): boolean => error.retryAfterMs === null;

/** The service's own no: neither an open outcome nor our user's interrupt. */
const isRefusal = (error: unknown): boolean =>
  error instanceof CliError &&
  error.exitCode !== Exit.unavailable &&
  error.exitCode !== Exit.interrupted &&
  error.exitCode !== Exit.terminated;

/** This process was suspended for so long that another one took over: what that one finds out counts. */
class Taken extends Error {
  override readonly name = 'Taken';
}

const keep = ({ journal }: World, entry: Entry): void => {
  if (!journal.renew(entry)) throw new Taken('another process has taken over');
};

/** Asks for the token until it appears or until it would have. */
const seek = async (
  world: World,
  sender: Sender,
  entry: Entry,
  sentMs: number,
): Promise<{ id: string; state: JobState } | null> => {
  for (const pause of askAgainMs) {
    if (pause > 0) await world.sleep(pause);
    keep(world, entry);
    const found = await sender.find(entry.token, entry.createdMs - skewMs);
    if (found !== null) return found;
    if (world.now() - sentMs > lagMs) return null;
  }
  return null;
};

const unresolved = (error: CliError): CliError =>
  new CliError(error.exitCode, error.message, {
    code: error.code,
    requestId: error.requestId ?? undefined,
    cause: error.cause,
    hint: 'Whether a job was made is not known. Run the same command again: it asks the service first and never submits twice.',
  });

/** The job that an earlier attempt made, or null when it surely made none. Throws exit 8 when that cannot be known. */
const reconcile: typeof seek = async (...asked) => {
  try {
    return await seek(...asked);
  } catch (error) {
    throw isOpen(error) ? unresolved(error) : error;
  }
};

/** A wish of the service is a lower bound; beyond it, full jitter under a bound that doubles. */
const pauseMs = (attempt: number, error: CliError, random: number): number =>
  (error.retryAfterMs ?? 0) + Math.floor(random * Math.min(8_000, 500 * 2 ** attempt));

const sendUntilKnown = async (world: World, sender: Sender, entry: Entry): Promise<Done> => {
  const begunMs = world.now();
  let losses = 0;
  for (let attempt = 1; ; attempt += 1) {
    const sentMs = world.now();
    // The lease that came with the claim, unless we slept over it.
    if (attempt > 1 || sentMs - entry.createdMs > leaseMs / 2) keep(world, entry);
    try {
      const { id, state } = await sender.send(entry.token);
      world.journal.accept(entry, id);
      return { id, state, submitted: 'new' };
    } catch (error) {
      if (isRefusal(error)) world.journal.close(entry);
      if (!isOpen(error)) throw error;
      if (isLost(error)) {
        world.trace(`The outcome of the submit is unknown (${error.code}); asking the service.`);
        const found = await reconcile(world, sender, entry, sentMs);
        if (found !== null) return recovered(world, entry, found);
        losses += 1;
      }
      const pause = pauseMs(attempt, error, world.random());
      const late = world.now() - begunMs + pause > budgetMs;
      if (losses === attempts || attempt === mostAttempts || late) throw error;
      world.trace(`${error.code}: submitting again in ${pause} ms`);
      await world.sleep(pause);
    }
  }
};

const recovered = (world: World, entry: Entry, found: { id: string; state: JobState }): Done => {
  world.journal.accept(entry, found.id);
  return { ...found, submitted: 'recovered' };
};

/** Holds an entry while `work` runs; an entry that was neither accepted nor closed is left to the next run. */
const holding = async (world: World, entry: Entry, work: () => Promise<Done>): Promise<Done> => {
  try {
    return await work();
  } catch (error) {
    world.journal.release(entry);
    throw isOpen(error) && isLost(error) ? unresolved(error) : error;
  }
};

/** A job that an equal submit made earlier: good enough, or null when a new one is needed. */
const reuse = async (sender: Sender, jobId: string, finished: boolean): Promise<Done | null> => {
  const state = await sender.state(jobId);
  const serves = state !== null && (!isTerminal(state) || (state === 'succeeded' && finished));
  return serves ? { id: jobId, state, submitted: 'reused' } : null;
};

/** Makes the claimed entry a job: finds the one it became, or sends. */
const carryOut = (world: World, sender: Sender, { kind, entry }: Claim): Promise<Done> =>
  holding(world, entry, async () => {
    const sent = kind === 'reconcile';
    const found = sent ? await reconcile(world, sender, entry, entry.createdMs) : null;
    return found === null ? sendUntilKnown(world, sender, entry) : recovered(world, entry, found);
  });

/**
 * Submits once. Throws what the sender throws; exit 8 when the outcome could not be found out, in
 * which case the next call with an equal submit finds it out before anything is sent.
 */
export const submitOnce = async (world: World, sender: Sender, once: Once): Promise<Done> => {
  const { journal } = world;
  let { again, reuseSinceMs } = once;
  let polls = 0;
  for (;;) {
    const claim = await journal.claim(once.submit, again);
    const { kind, entry } = claim;
    if (kind === 'send' || kind === 'reconcile') {
      try {
        return await carryOut(world, sender, claim);
      } catch (error) {
        if (!(error instanceof Taken)) throw error;
        // What the other makes of our entry is ours, even with --again.
        again = false;
        reuseSinceMs = Math.min(reuseSinceMs, entry.createdMs);
        continue;
      }
    }
    if (kind === 'known' && entry.jobId !== null) {
      const done = await reuse(sender, entry.jobId, entry.createdMs >= reuseSinceMs);
      if (done !== null) return done;
      journal.close(entry);
      continue;
    }
    polls += 1;
    if (polls === quietPolls)
      world.notice(`${once.submit.media}: another asrctl is submitting it; waiting for that.`);
    await world.sleep(busyPollMs);
  }
};
