import { describe, expect, it } from 'vitest';
import { pauseMs } from '../../src/waiting/pace.js';

describe('the pause between two looks', () => {
  const looking = {
    waitedMs: 0,
    quietMs: 0,
    calls: 0,
    lastCalls: 1,
    finished: 0,
    restMs: Infinity,
  };

  it('is short while jobs finish about as fast as it looks for them', () => {
    const busy = { ...looking, waitedMs: 3_600_000, quietMs: 100, calls: 500, finished: 600 };
    expect(pauseMs(busy, 0.5)).toBe(500);
  });

  it('ends when the rest should be finished, and is never under 100 ms', () => {
    const busy = { ...looking, waitedMs: 60_000, quietMs: 10, calls: 500, finished: 600 };
    expect(pauseMs({ ...busy, restMs: 250 }, 0.5)).toBe(250);
    expect(pauseMs({ ...busy, restMs: 3 }, 0.5)).toBe(100);
    expect(pauseMs({ ...busy, restMs: 90_000 }, 0.5)).toBe(500);
    // Unless looking has cost too much already.
    expect(pauseMs({ ...busy, calls: 5_000, restMs: 3 }, 0.5)).toBeGreaterThan(10_000);
  });

  it('follows the whole wait and the cost of a look once looking has cost more', () => {
    const slow = { ...looking, waitedMs: 3_600_000, quietMs: 100, calls: 200, finished: 10 };
    // The allowed calls: 10 jobs, 30 spare ones, one every five minutes.
    const budget = 10 + 30 + 12;
    expect(pauseMs({ ...slow, calls: 2 * budget }, 0.5)).toBe(60_000);
    expect(pauseMs({ ...slow, calls: 2 * budget, lastCalls: 5 }, 0.5)).toBe(300_000);
    expect(pauseMs({ ...slow, lastCalls: 100 }, 0.5)).toBe(600_000);
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
