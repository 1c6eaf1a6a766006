import { appendFile, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNonces } from '../../../../src/local/wire/ims/signing/nonces.js';
import { freshDir } from '../../support.js';

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await freshDir();
  path = join(dir, 'nonces');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the memory for nonces', () => {
  it('knows one again for half an hour and forgets it then', () => {
    const { use } = openNonces(path, 0);
    expect(use('a', 0)).toBe(true);
    expect(use('a', 29 * 60_000)).toBe(false);
    expect(use('a', 31 * 60_000)).toBe(true);
  });

  it('has a bound, in memory and on disk', async () => {
    const { use } = openNonces(path, 0, 3);
    for (const nonce of ['a', 'b', 'c', 'd']) expect(use(nonce, 0)).toBe(true);
    expect(use('d', 0)).toBe(false);
    expect(use('a', 0)).toBe(true);
    for (let n = 0; n < 100; n += 1) expect(use(`many ${n}`, 0)).toBe(true);
    expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThanOrEqual(9);
  });

  it('survives a service that is killed, for as long as the timestamps are valid', async () => {
    openNonces(path, 0).use('long or\nwith a line break', 1_000);
    await appendFile(path, '1000 cut');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = openNonces(path, 2_000);
    expect(again.use('long or\nwith a line break', 2_000)).toBe(false);
    expect(again.use('cut', 2_000)).toBe(true);
    again.close();
    expect(openNonces(path, 31 * 60_000).use('long or\nwith a line break', 31 * 60_000)).toBe(true);
  });
});
