// One job, in whatever order three processes take their steps: over every schedule with up to three choices
// that are out of the ordinary (another process goes on, an answer is lost, a lease ends, a process dies).
import { expect, it } from 'vitest';
import * as phases from '../../src/journal/submit-phases.js';
import { explore, type Outcome } from './schedules.js';

/** Each process gets the one job, the refusal of the service, or the error of a lost answer. */
const isGood = ({ jobs, results }: Outcome): boolean =>
  jobs <= 1 &&
  results.every((result) => ['job1', 'Refused', 'The answer was lost'].includes(result));

it('is made once by three processes, over every schedule with three deviations', async () => {
  const bad: Outcome[] = [];
  const runs = await explore(phases, 3, (outcome) => {
    if (!isGood(outcome)) bad.push(outcome);
    return bad.length > 0;
  });
  expect(bad[0]?.log.join('\n') ?? 'good').toBe('good');
  expect(runs).toBeGreaterThan(10_000);
}, 300_000);

it('finds the second job that a refusal without a claim leads to', async () => {
  const refuse = (state: phases.SubmitState): phases.Step => ({ ...state, phase: 'closed' });
  let found: Outcome | undefined;
  await explore({ ...phases, refuse }, 3, (outcome) => {
    if (outcome.jobs > 1) found = outcome;
    return found !== undefined;
  });
  // One process sleeps past its lease, another makes the job, the late refusal closes its entry, and a
  // third one pays again.
  expect(found?.jobs).toBe(2);
  expect(found?.log).toContain('the lease ends');
  expect(found?.log.some((line) => line.endsWith('answer: refused'))).toBe(true);
}, 300_000);
