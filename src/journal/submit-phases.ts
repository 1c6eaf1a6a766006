// The phases of a submit and every step between them. Pure: test/journal/submit-phases.test.ts explores them.
import type { Owner } from './lease.js';

/**
 * - sending: the holder sends it, or finds out what became of it
 * - unknown: nobody holds it, and whether it became a job is not known
 * - accepted: it became a job
 * - closed: the service refused it, or its job is of no use any more
 */
export type Phase = 'sending' | 'unknown' | 'accepted' | 'closed';

export interface SubmitState extends Owner {
  readonly phase: Phase;
  /** Null until the service answered with it. */
  readonly jobId: string | null;
  /** Number of the latest claim. A process whose claim has another number does not hold the entry any more. */
  readonly claim: number;
  /** End of the holder's lease, epoch milliseconds. */
  readonly leaseEndMs: number;
}

/** What a process does about a submit whose latest open entry is `state`. */
export type Decision = 'send' | 'reconcile' | 'busy' | 'known';

/** `again` asks for a new job, which an entry of unknown outcome still comes before. */
export const decide = (
  state: SubmitState | undefined,
  again: boolean,
  nowMs: number,
  holderDied: (holder: Owner) => boolean,
): Decision => {
  if (state === undefined || state.phase === 'closed') return 'send';
  if (state.phase === 'accepted') return again ? 'send' : 'known';
  const held = state.phase === 'sending' && state.leaseEndMs > nowMs && !holderDied(state);
  if (!held) return 'reconcile';
  return again ? 'send' : 'busy';
};

/** The steps. Null where the step is not allowed: nothing changes. */
export type Step = SubmitState | null;

export const begin = (owner: Owner, leaseEndMs: number): SubmitState => ({
  ...owner,
  phase: 'sending',
  jobId: null,
  claim: 1,
  leaseEndMs,
});

/** Another process takes over an entry that nobody holds. */
export const takeOver = (state: SubmitState, owner: Owner, leaseEndMs: number): SubmitState => ({
  ...state,
  ...owner,
  phase: 'sending',
  claim: state.claim + 1,
  leaseEndMs,
});

const isHeld = (state: SubmitState, claim: number): boolean =>
  state.phase === 'sending' && state.claim === claim;

export const renew = (state: SubmitState, claim: number, leaseEndMs: number): Step =>
  isHeld(state, claim) ? { ...state, leaseEndMs } : null;

/** The holder stops, and the outcome is unknown. */
export const release = (state: SubmitState, claim: number): Step =>
  isHeld(state, claim) ? { ...state, phase: 'unknown' } : null;

/** The service refused the holder. A refusal that arrives after another process took over decides nothing. */
export const refuse = (state: SubmitState, claim: number): Step =>
  isHeld(state, claim) ? { ...state, phase: 'closed' } : null;

/**
 * The service made a job. Whoever learns it may record it, with or without the claim: only this entry has the
 * token that the job carries. A job that was recorded before stays.
 */
export const accept = (state: SubmitState, jobId: string): Step =>
  state.jobId === null ? { ...state, phase: 'accepted', jobId } : null;

/** The entry's job is of no use any more: it failed, or the service has forgotten it. */
export const retire = (state: SubmitState, jobId: string): Step =>
  state.phase === 'accepted' && state.jobId === jobId ? { ...state, phase: 'closed' } : null;
