import { expect, it } from 'vitest';
import { Places } from '../../../src/commands/transcribe/run/places.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const gate = () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

it('an item that only waits gives its place to another one, up to four for each place', async () => {
  const places = new Places(2);
  const rest = gate();
  let begun = 0;
  const all = Array.from({ length: 30 }, () =>
    places.run(async () => {
      begun += 1;
      await places.aside(() => rest.opened);
    }),
  );
  for (let i = 0; i < 50; i += 1) await turn();
  expect(begun).toBe(2 + 4 * 2);
  rest.open();
  await Promise.all(all);
  expect(begun).toBe(30);
});

it('an item that works keeps its place', async () => {
  const places = new Places(2);
  const work = gate();
  let begun = 0;
  const all = Array.from({ length: 4 }, () =>
    places.run(async () => {
      begun += 1;
      await work.opened;
    }),
  );
  for (let i = 0; i < 10; i += 1) await turn();
  expect(begun).toBe(2);
  work.open();
  await Promise.all(all);
});
