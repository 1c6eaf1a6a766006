// Both clouds' storages against the running local service: upload, go on after a break, check, delete.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ci } from '../../../src/api/ci/index.js';
import { crc64 } from '../../../src/api/storage/crc64.js';
import { ims } from '../../../src/api/ims/index.js';
import type { Connection, ProviderDescription, Tools } from '../../../src/api/provider.js';
import type { BegunUpload, Storage, UploadCall } from '../../../src/api/storage/storage.js';
import { partBytesFor, slicesOf } from '../../../src/api/storage/bucket-storage.js';
import { Exit } from '../../../src/errors.js';
import { secretOf } from '../../../src/profiles/secret.js';
import { runService, type TestService } from '../../local/support.js';
import { jumpingClock } from '../../support/run.js';

const signal = new AbortController().signal;

describe('the checksum', () => {
  it('is CRC-64/XZ, however the bytes are cut', async () => {
    const check = String(0x995dc9bbdf1939fan);
    expect(await crc64([Buffer.from('123456789')])).toBe(check);
    expect(await crc64([Buffer.from('1'), Buffer.from('2345678'), Buffer.from('9')])).toBe(check);
    expect(await crc64([])).toBe('0');
  });
});

describe('parts', () => {
  const mebibyte = 1024 * 1024;
  it('are 8 MiB, and larger only where there would be more than 10,000', () => {
    expect(partBytesFor(21 * mebibyte)).toBe(8 * mebibyte);
    expect(partBytesFor(80_000 * mebibyte)).toBe(8 * mebibyte);
    const large = 200_000 * mebibyte;
    expect(slicesOf('f', large, partBytesFor(large)).length).toBeLessThanOrEqual(10_000);
  });

  it('cover the file without gap or overlap', () => {
    expect(slicesOf('f', 10, 4)).toEqual([
      { path: 'f', from: 0, to: 4 },
      { path: 'f', from: 4, to: 8 },
      { path: 'f', from: 8, to: 10 },
    ]);
  });
});

const clouds: readonly (readonly [string, ProviderDescription])[] = [
  ['OSS', ims],
  ['COS', ci],
];

describe.each(clouds)('%s', (_name, description) => {
  let service: TestService;
  beforeAll(async () => {
    service = await runService();
  });
  afterAll(() => service.end());

  const clock = jumpingClock(Date.now());
  const traced: string[] = [];
  const tools: Tools = {
    env: {},
    clock: { now: Date.now, sleep: (ms, signal) => clock.sleep(ms, signal) },
    random: () => 0.5,
    trace: (line) => void traced.push(line),
    command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
    notice: () => {},
  };
  const connection = (more: Partial<Connection> = {}, secret?: string): Connection => {
    const { file } = service.running;
    const [id, key] =
      description === ims
        ? [file.accessKeyId, file.accessKeySecret]
        : [file.secretId, file.secretKey];
    return {
      provider: description.name,
      profile: 'test',
      region: 'ap-chongqing',
      endpoint: file.endpoint,
      settings: { bucket: file.bucket },
      local: false,
      credentials: async () => ({
        accessKeyId: id,
        accessKeySecret: secretOf(secret ?? key),
        securityToken: null,
        origin: 'the test',
      }),
      ...more,
    };
  };
  const opened = async (more: Partial<Connection> = {}, secret?: string): Promise<Storage> => {
    const storage = await description.openStorage?.(connection(more, secret), tools, null);
    if (storage === undefined) throw new Error('no storage');
    return storage;
  };

  const notes: { begun: BegunUpload | null } = { begun: null };
  const progress: number[] = [];
  beforeEach(() => {
    notes.begun = null;
    progress.length = 0;
  });
  const call = (more: Partial<UploadCall> = {}): UploadCall => ({
    signal,
    notes: { begun: async () => notes.begun, note: async (begun) => void (notes.begun = begun) },
    onProgress: (bytes) => void progress.push(bytes),
    ...more,
  });

  const file = async (name: string, bytes: number): Promise<string> => {
    const path = join(service.dir, name);
    await writeFile(path, randomBytes(bytes));
    return path;
  };
  const sameAs = async (path: string, key: string): Promise<boolean> => {
    const { storage } = service.paths;
    const arrived = await readFile(join(storage, service.running.file.bucket, key));
    return arrived.equals(await readFile(path));
  };
  const sentParts = (since: number): string[] =>
    service.log
      .slice(since)
      .flatMap((line) => /stored part \d+/.exec(line) ?? [])
      .toSorted((a, b) => (a < b ? -1 : 1));

  /** Requests at the service since a mark, by method. */
  const requests = (since: number): string[] =>
    traced.slice(since).map((line) => line.replace(/^(\w+) .*$/, '$1'));

  it('sends a small file with one request, and knows it when it is there', async () => {
    const storage = await opened();
    const path = await file('small.wav', 100_000);
    const key = 'asrctl/small.wav';
    const since = traced.length;
    expect(await storage.ensure(path, key, call())).toBe(true);
    expect(requests(since)).toHaveLength(1);
    expect(progress).toEqual([100_000]);
    expect(await sameAs(path, key)).toBe(true);
    expect(await storage.ensure(path, key, call())).toBe(false);
    expect(requests(since)).toHaveLength(3);
    expect(storage.address(key)).toMatch(/^(?:oss|cos):\/\/local-1250000000\/asrctl/);
    await storage.delete(key, signal);
    await storage.delete(key, signal);
    expect(await storage.ensure(path, key, call())).toBe(true);
  });

  it('never overwrites unseen: another content under the name is replaced after a look', async () => {
    const storage = await opened();
    const key = 'asrctl/other.wav';
    await storage.ensure(await file('one.wav', 5_000), key, call());
    const path = await file('two.wav', 5_000);
    const since = traced.length;
    expect(await storage.ensure(path, key, call())).toBe(true);
    expect(requests(since)).toHaveLength(3);
    expect(await sameAs(path, key)).toBe(true);
  });

  it('looks before it sends a file that is not small', async () => {
    const storage = await opened();
    const path = await file('medium.wav', 5 * 1024 * 1024);
    const since = traced.length;
    expect(await storage.ensure(path, 'asrctl/medium.wav', call())).toBe(true);
    expect(requests(since)).toHaveLength(2);
    expect(await storage.ensure(path, 'asrctl/medium.wav', call())).toBe(false);
    expect(requests(since)).toHaveLength(3);
  });

  it('sends a large file in parts, and after a break only those that are missing', async () => {
    const storage = await opened();
    const path = await file('large.wav', 21 * 1024 * 1024 + 5);
    const since = service.log.length;
    const stop = new AbortController();
    const broken = storage.ensure(
      path,
      'asrctl/large.wav',
      call({
        signal: stop.signal,
        onProgress: (bytes) => {
          if (bytes > 0) stop.abort(new Error('pulled the plug'));
        },
      }),
    );
    await expect(broken).rejects.toThrow('pulled the plug');
    const before = sentParts(since);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(3);
    await (await opened()).ensure(path, 'asrctl/large.wav', call());
    const sent = sentParts(since);
    expect([...new Set(sent)]).toEqual(['stored part 1', 'stored part 2', 'stored part 3']);
    // The one part that was under way at the break may arrive after the service was asked what it has.
    for (const part of before) expect(sent.filter((other) => other === part)).toEqual([part]);
    expect(sent.length).toBeLessThanOrEqual(4);
    expect(progress[0]).toBeGreaterThan(0);
    expect(progress.at(-1)).toBe(21 * 1024 * 1024 + 5);
    expect(notes.begun).toBeNull();
    expect(await sameAs(path, 'asrctl/large.wav')).toBe(true);
  });

  it('begins anew when the service has forgotten the upload', async () => {
    const path = await file('again.wav', 21 * 1024 * 1024);
    notes.begun = { uploadId: 'f'.repeat(32), partBytes: 8 * 1024 * 1024 };
    await (await opened()).ensure(path, 'asrctl/again.wav', call());
    expect(await sameAs(path, 'asrctl/again.wav')).toBe(true);
  });

  it('removes what arrived damaged: a file that changed between two tries', async () => {
    const storage = await opened();
    const path = await file('changing.wav', 21 * 1024 * 1024);
    const stop = new AbortController();
    const onProgress = (bytes: number): void => {
      if (bytes > 0) stop.abort(new Error('pulled the plug'));
    };
    const broken = storage.ensure(
      path,
      'asrctl/changing.wav',
      call({ signal: stop.signal, onProgress }),
    );
    await expect(broken).rejects.toThrow('pulled the plug');
    await writeFile(path, randomBytes(21 * 1024 * 1024));
    await expect(storage.ensure(path, 'asrctl/changing.wav', call())).rejects.toMatchObject({
      code: 'checksum_mismatch',
      exitCode: Exit.error,
    });
    expect(
      existsSync(join(service.paths.storage, service.running.file.bucket, 'asrctl/changing.wav')),
    ).toBe(false);
  });

  it('says whose fault it is: credentials, a bucket that is missing, no answer', async () => {
    const wrong = await opened({}, 'wrong');
    await expect(
      wrong.ensure(await file('w.wav', 10), 'asrctl/w.wav', call()),
    ).rejects.toMatchObject({ exitCode: Exit.auth, code: 'SignatureDoesNotMatch' });
    await expect(opened({ settings: {} })).rejects.toMatchObject({ exitCode: Exit.usage });
    const away = await opened({ endpoint: 'http://127.0.0.1:9' });
    await expect(away.delete('asrctl/w.wav', signal)).rejects.toMatchObject({
      exitCode: Exit.unavailable,
    });
  });

  it('keeps keys and signatures out of traces and errors', async () => {
    const { accessKeySecret, secretKey } = service.running.file;
    const text = traced.join('\n');
    expect(text).not.toBe('');
    for (const secret of [accessKeySecret, secretKey, 'q-signature', 'Signature='])
      expect(text).not.toContain(secret);
  });
});
