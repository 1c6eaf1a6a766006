import { expect, test } from 'vitest';
import { clock } from '../src/main.js';

test('the clock takes waits that no timer can be set to, and ends them with the reason', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  const stop = new AbortController();
  const sleeping = clock.sleep(60 * 86_400_000, stop.signal);
  // Node warns in this turn of the event loop of a timer that it cuts to a millisecond.
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
