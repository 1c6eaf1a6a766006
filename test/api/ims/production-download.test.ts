// Output files by their presigned address: what is fetched, what is refused, what messages never hold.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { download } from '../../../src/api/ims/production/download.js';
import { CliError, Exit } from '../../../src/errors.js';

let server: Server;
let origin = '';
let folder = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const status = Number(/\/(\d{3})/.exec(request.url ?? '')?.[1] ?? 200);
    const headers = status === 302 ? { Location: '/elsewhere' } : {};
    response.writeHead(status, headers).end(status === 200 ? 'x'.repeat(100) : 'not this');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'asrctl-download-'));
  await writeFile(join(folder, 'a.srt'), 'captions');
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const cloud = { env: {}, local: false };
const secret = 'c2lnbmVk';
const signed = (path: string): string => `${origin}/${path}?Expires=1&Signature=${secret}`;

const refusal = async (work: Promise<unknown>): Promise<CliError> => {
  const error = await work.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CliError)) throw error;
  return error;
};

test('the bytes of the file', async () => {
  const bytes = await download(signed('200'), 100, {}, cloud);
  expect(Buffer.from(bytes).toString()).toBe('x'.repeat(100));
});

test.each([
  ['403', Exit.auth],
  ['404', Exit.notFound],
  ['500', Exit.unavailable],
  // A redirect is not followed: the address is what the service signed.
  ['302', Exit.unavailable],
])('status %s is refused, without the signature', async (path, exit) => {
  const error = await refusal(download(signed(path), 100, {}, cloud));
  expect(error.exitCode).toBe(exit);
  expect(JSON.stringify(error) + error.message).not.toContain(secret);
});

test('no more than the limit is read', async () => {
  const error = await refusal(download(signed('200'), 99, {}, cloud));
  expect(error).toMatchObject({ exitCode: Exit.error, code: 'too_large' });
});

test('a service that is not there is exit 8, without the signature', async () => {
  const error = await refusal(download(`http://127.0.0.1:1/a?Signature=${secret}`, 9, {}, cloud));
  expect(error.exitCode).toBe(Exit.unavailable);
  expect(JSON.stringify(error) + error.message).not.toContain(secret);
});

test('files of this machine are for the local service only', async () => {
  const address = pathToFileURL(join(folder, 'a.srt')).href;
  expect((await refusal(download(address, 100, {}, cloud))).message).toContain('not an http');
  const local = { env: {}, local: true };
  expect(Buffer.from(await download(address, 100, {}, local)).toString()).toBe('captions');
  expect((await refusal(download(address, 3, {}, local))).code).toBe('too_large');
  expect((await refusal(download(`${address}x`, 100, {}, local))).exitCode).toBe(Exit.notFound);
});

test.each(['ftp://h/a', 'javascript:alert(1)', 'not an address', ''])(
  '%j is refused',
  async (address) => {
    expect((await refusal(download(address, 100, {}, cloud))).exitCode).toBe(Exit.error);
  },
);
