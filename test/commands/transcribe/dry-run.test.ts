// Dry runs: what is said of items that cannot be done.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.recordings(1);
});
afterEach(() => desk.end());

it('tells what cannot be done, plans the rest, and exits as the run would', async () => {
  await writeFile(join(desk.home, 'empty.wav'), '');
  const argv = ['transcribe', 'missing.wav', 'talk-1.wav', 'empty.wav'];
  const run = await desk.run([...argv, '--dry-run', '--json', '-q']);
  expect(run.code).toBe(6);
  expect(JSON.parse(run.stdout)).toMatchObject({ requests: [{ source: 'talk-1.wav' }] });
  expect(run.stderr).toContain('There is no file \\"missing.wav\\"');
  expect(run.stderr).toContain('\\"empty.wav\\" is empty');
  expect(run.stderr).toContain('2 of 3 items failed');
  expect((await desk.run(argv)).code).toBe(run.code);
});

it('of a single item that cannot be done fails with its error', async () => {
  const argv = ['transcribe', 'missing.wav'];
  const run = await desk.run([...argv, '--dry-run']);
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toContain('asrctl: There is no file "missing.wav"');
  expect((await desk.run(argv)).code).toBe(run.code);
});
