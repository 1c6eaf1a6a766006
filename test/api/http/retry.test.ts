import { describe, expect, it } from 'vitest';
import {
  retry,
  retryAfterMs,
  type RetryPolicy,
  type Verdict,
} from '../../../src/api/http/retry.js';
import { jumpingClock } from '../../support/run.js';

const policy: RetryPolicy = { attempts: 5, baseMs: 500, capMs: 1500, budgetMs: 60_000 };
const world = (random: number) => {
  const clock = jumpingClock(0);
  return { clock, random: () => random, trace: () => {} };
};
const again = (afterMs: number | null): Verdict => ({ again: true, afterMs, why: 'test' });

/** Runs until the given results are used up; the time of each try is recorded. */
const run = async (random: number, verdict: Verdict, over: Partial<RetryPolicy> = {}) => {
  const w = world(random);
  const times: number[] = [];
  const attempt = async () => times.push(w.clock.now());
  await retry(attempt, () => verdict, w, undefined, { ...policy, ...over });
  return times;
};

describe('retry', () => {
  it('tries once when all is well', async () => {
    expect(await run(0.5, { again: false })).toEqual([0]);
  });

  it('doubles its pauses up to the cap, and stops after the last try', async () => {
    expect(await run(0.999999, again(null))).toEqual([0, 499, 1498, 2997, 4496]);
  });

  it('may not pause at all: full jitter', async () => {
    expect(await run(0, again(null))).toEqual([0, 0, 0, 0, 0]);
  });

  it('never comes back before the service wishes', async () => {
    expect(await run(0.5, again(4000), { attempts: 3 })).toEqual([0, 4250, 8500]);
  });

  it('begins no pause that would end after the budget', async () => {
    expect(await run(0, again(40_000))).toEqual([0, 40_000]);
  });

  it('rejects with the reason of an abort, without another try', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    let tries = 0;
    const attempt = async () => {
      tries++;
      controller.abort(reason);
    };
    const work = retry(attempt, () => again(null), world(0.5), controller.signal, policy);
    await expect(work).rejects.toBe(reason);
    expect(tries).toBe(1);
  });
});

describe('retryAfterMs', () => {
  it.each([
    [{ 'x-acs-retry-after': '1200', 'retry-after': '9' }, 1200],
    [{ 'retry-after': '9' }, 9000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:10 GMT' }, 9000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j', (headers, expected) => {
    const get = (name: string) => (headers as Record<string, string>)[name];
    expect(retryAfterMs(get, 1000)).toBe(expected);
  });
});
