import { describe, expect, it } from 'vitest';
import { Pace, pauseMs } from '../../src/waiting/pace.js';

describe('the pause between two looks', () => {
  const looking = {
    waitedMs: 0,
    quietMs: 0,
    calls: 0,
    lastCalls: 1,
    finished: 0,
    pending: 100,
    msPerJob: Infinity,
  };

  it('is short while jobs finish about as fast as it looks for them', () => {
    const busy = { ...looking, waitedMs: 3_600_000, quietMs: 100, calls: 75, finished: 600 };
    expect(pauseMs(busy, 0.5)).toBe(500);
  });

  it('ends when the rest should be finished, and is never under 100 ms', () => {
    const busy = { ...looking, waitedMs: 60_000, quietMs: 10, calls: 75, finished: 600 };
    expect(pauseMs({ ...busy, msPerJob: 2.5 }, 0.5)).toBe(250);
    expect(pauseMs({ ...busy, msPerJob: 0.03 }, 0.5)).toBe(100);
    expect(pauseMs({ ...busy, msPerJob: 900 }, 0.5)).toBe(500);
    // Unless looking has cost too much already.
    expect(pauseMs({ ...busy, calls: 5_000, msPerJob: 30 }, 0.5)).toBeGreaterThan(10_000);
  });

  it('follows the whole wait and the cost of a look once looking has cost more', () => {
    const slow = { ...looking, waitedMs: 3_600_000, quietMs: 100, calls: 200, finished: 12 };
    // The allowed calls: one for twelve of 12 jobs, 30 spare ones, one every five minutes.
    const budget = 1 + 30 + 12;
    expect(pauseMs({ ...slow, calls: 2 * budget }, 0.5)).toBe(60_000);
    expect(pauseMs({ ...slow, calls: 2 * budget, lastCalls: 5 }, 0.5)).toBe(300_000);
    expect(pauseMs({ ...slow, lastCalls: 100 }, 0.5)).toBe(600_000);
  });

  it('looks again when enough jobs have finished to pay for the look, once looking has cost more', () => {
    const busy = { ...looking, waitedMs: 60_000, quietMs: 10, pending: 2_000, lastCalls: 21 };
    const over = { ...busy, finished: 1_200, calls: 131, msPerJob: 5 };
    // A look of 21 calls is paid for by 252 jobs; 1,200 jobs, the spare ones and a minute allow 130.2 calls.
    const paidMs = (21 * 12 * 5 * 131) / 130.2;
    expect(pauseMs(over, 0.5)).toBeCloseTo(paidMs, 6);
    // Looking that cost twice as much waits twice as long, and a batch that nearly stands still does not wait for it.
    expect(pauseMs({ ...over, calls: 2 * over.calls }, 0.5)).toBeCloseTo(2 * paidMs, 6);
    expect(pauseMs({ ...over, msPerJob: 60_000 }, 0.5)).toBeCloseTo((12_000 * 21 * 131) / 130.2, 6);
  });

  it('keeps a batch that finishes fast near a twelfth of a call for each job', () => {
    const jobs = 2_000;
    const pace = new Pace(0);
    let [now, calls, finished] = [0, 0, 0];
    while (finished < jobs) {
      now += pace.pauseMs(now, now, jobs - finished, 0.5);
      const done = Math.min(jobs, Math.floor(now / 20)) - finished;
      const pages = Math.ceil((jobs - finished) / 100) + 1;
      // The results cost a call each; what the look itself cost comes on top.
      pace.looked(now, pages + done, done);
      finished += done;
      calls += pages;
    }
    expect(calls / jobs).toBeLessThan(0.1);
    // And its end is seen when it comes.
    expect(now).toBeLessThan(jobs * 20 * 1.05);
  });

  it('keeps a day-long run of a thousand jobs near one call each', () => {
    const day = 86_400_000;
    let [now, calls, rounds] = [0, 0, 0];
    while (now < day) {
      const finished = Math.floor((now / day) * 1000);
      const pages = Math.max(1, Math.ceil((1000 - finished) / 100));
      const state = {
        ...looking,
        waitedMs: now,
        quietMs: now % 86_400,
        calls,
        lastCalls: pages,
        finished,
      };
      now += pauseMs(state, 0.5);
      calls += pages;
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(100);
    expect(calls / 1000).toBeLessThan(2);
  });
});
