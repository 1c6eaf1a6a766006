// The clouds' own clients, unchanged, are the judges of the storage.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import OSS from 'ali-oss';
import COS from 'cos-nodejs-sdk-v5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Crc64 } from '../../../../src/local/wire/storage/crc64.js';
import { signV1, textV1 } from '../../../../src/local/wire/storage/oss-sign.js';
import { runService, until, type TestService } from '../../support.js';

let service: TestService;
beforeAll(async () => {
  service = await runService();
});
afterAll(() => service.end());

const crcOf = (bytes: Uint8Array): string => new Crc64().update(bytes).digest();
const stored = (key: string): Promise<Buffer> =>
  readFile(join(service.paths.storage, service.running.file.bucket, key));

const file = async (name: string, bytes: Buffer): Promise<string> => {
  const path = join(service.dir, name);
  await writeFile(path, bytes);
  return path;
};

const ossClient = (more: Partial<ConstructorParameters<typeof OSS>[0]> = {}): OSS =>
  new OSS({
    accessKeyId: service.running.file.accessKeyId,
    accessKeySecret: service.running.file.accessKeySecret,
    bucket: service.running.file.bucket,
    endpoint: service.running.file.endpoint,
    sldEnable: true,
    ...more,
  });

const cosClient = (more: COS.COSOptions = {}): COS =>
  new COS({
    SecretId: service.running.file.secretId,
    SecretKey: service.running.file.secretKey,
    Domain: service.running.file.endpoint,
    Protocol: 'http:',
    ...more,
  });

const place = (key: string) => ({
  Bucket: service.running.file.bucket,
  Region: service.running.file.region,
  Key: key,
});

const code = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
    return 'nothing thrown';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

const partLines = (since: number): string[] =>
  service.log.slice(since).filter((line) => line.includes('stored part '));

/** Waits until a count has stood still for ten looks. */
const quiet = async (count: () => number): Promise<void> => {
  const seen = { count: -1, times: 0 };
  await until(count, (now) => {
    seen.times = now === seen.count ? seen.times + 1 : 0;
    seen.count = now;
    return seen.times >= 10;
  });
};

it('knows the published check value of its checksum', () => {
  expect(crcOf(Buffer.from('123456789'))).toBe(String(0x995dc9bbdf1939fan));
});

describe.each([
  ['version 1', {}],
  ['version 4', { authorizationV4: true, region: 'oss-cn-shanghai' }],
])('ali-oss, signature %s', (_name, more) => {
  it('puts, heads, gets and deletes an object with a name that needs escapes', async () => {
    const client = ossClient(more);
    const bytes = randomBytes(70_000);
    const key = `asrctl/a b/中文 (1)+~*'!.wav`;
    const put = await client.put(key, await file('one.wav', bytes));
    expect(put.res.headers['x-oss-hash-crc64ecma']).toBe(crcOf(bytes));
    expect((await stored(key)).equals(bytes)).toBe(true);
    const { headers } = (await client.head(key)).res;
    expect(headers['content-length']).toBe('70000');
    expect(headers['etag']).toBe(
      `"${createHash('md5').update(bytes).digest('hex').toUpperCase()}"`,
    );
    expect((await client.get(key)).content).toEqual(bytes);
    await client.delete(key);
    expect(await code(client.head(key))).toBe('NoSuchKey');
  });

  it('takes an upload in parts, lists them, and puts them together', async () => {
    const client = ossClient(more);
    const bytes = randomBytes(700_001);
    const path = await file('parts.wav', bytes);
    const { uploadId } = await client.initMultipartUpload('asrctl/parts.wav');
    const parts = [];
    for (const [number, from, to] of [
      [2, 300_000, 600_000],
      [1, 0, 300_000],
      [3, 600_000, 700_001],
    ] as const) {
      const { etag } = await client.uploadPart(
        'asrctl/parts.wav',
        uploadId,
        number,
        path,
        from,
        to,
      );
      parts.push({ number, etag });
    }
    const listed = await client.listParts('asrctl/parts.wav', uploadId, { 'max-parts': 2 });
    expect(listed).toMatchObject({ isTruncated: 'true', nextPartNumberMarker: '2' });
    const done = await client.completeMultipartUpload('asrctl/parts.wav', uploadId, parts);
    expect(done.res.headers['x-oss-hash-crc64ecma']).toBe(crcOf(bytes));
    expect((await stored('asrctl/parts.wav')).equals(bytes)).toBe(true);
    expect(await code(client.listParts('asrctl/parts.wav', uploadId, {}))).toBe('NoSuchUpload');
  });

  it('refuses a wrong secret and an unknown key', async () => {
    const wrong = ossClient({ ...more, accessKeySecret: 'x' });
    expect(await code(wrong.put('k', Buffer.from('1')))).toBe('SignatureDoesNotMatch');
    const stranger = ossClient({ ...more, accessKeyId: 'LTAIstranger' });
    expect(await code(stranger.put('k', Buffer.from('1')))).toBe('InvalidAccessKeyId');
  });
});

describe('ali-oss in its own ways', () => {
  it('goes on with an interrupted upload without sending a part twice', async () => {
    const bytes = randomBytes(500_000);
    const path = await file('resumed.wav', bytes);
    const since = service.log.length;
    let checkpoint: unknown;
    const first = ossClient();
    const cut = first.multipartUpload('asrctl/resumed.wav', path, {
      partSize: 102_400,
      parallel: 1,
      progress: (share, point) => {
        if (share > 0.4 && share < 1) {
          checkpoint = point;
          first.cancel();
        }
      },
    });
    await expect(cut).rejects.toMatchObject({ name: 'cancel' });
    await ossClient().multipartUpload('asrctl/resumed.wav', path, {
      partSize: 102_400,
      checkpoint,
    });
    expect((await stored('asrctl/resumed.wav')).equals(bytes)).toBe(true);
    const sent = partLines(since).map((line) => Number(/part (\d)/.exec(line)?.[1]));
    expect(sent.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes temporary credentials, and a bare address without the bucket in the path', async () => {
    const options = { stsToken: service.running.file.securityToken, sldEnable: false };
    const refreshSTSToken = () => Promise.reject(new Error('not asked for'));
    const client = ossClient({ ...options, refreshSTSToken, refreshSTSTokenInterval: 1e9 });
    await client.put('asrctl/sts.wav', Buffer.from('sound'));
    expect(String(await stored('asrctl/sts.wav'))).toBe('sound');
    const other = ossClient({ ...options, stsToken: 'x', refreshSTSToken });
    expect(await code(other.put('k', Buffer.from('1')))).toBe('InvalidSecurityToken');
  });

  it('refuses names that lead out of the folder', async () => {
    const before = await readFile(service.paths.service, 'utf8');
    const { bucket, accessKeyId, accessKeySecret } = service.running.file;
    const key = '../../service.json';
    const headers = { 'x-oss-date': [new Date().toUTCString()] };
    const text = textV1({ method: 'PUT', bucket, key, query: new Map(), headers });
    const answer = await fetch(
      `${service.running.file.endpoint}/${bucket}/${encodeURIComponent(key)}`,
      {
        method: 'PUT',
        body: new Uint8Array([1]),
        headers: {
          'x-oss-date': headers['x-oss-date'][0] ?? '',
          authorization: `OSS ${accessKeyId}:${signV1(accessKeySecret, text)}`,
        },
      },
    );
    expect(await answer.text()).toContain('<Code>InvalidObjectName</Code>');
    expect(answer.status).toBe(400);
    expect(await readFile(service.paths.service, 'utf8')).toBe(before);
  });
});

describe('cos-nodejs-sdk-v5', () => {
  it('puts, heads, gets and deletes an object with a name that needs escapes', async () => {
    const client = cosClient();
    const bytes = randomBytes(70_000);
    const key = `asrctl/a b/中文 (1)+~*'!.wav`;
    const put = await client.putObject({ ...place(key), Body: bytes });
    expect(put.ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
    expect((await stored(key)).equals(bytes)).toBe(true);
    const head = await client.headObject(place(key));
    expect(head.headers?.['x-cos-hash-crc64ecma']).toBe(crcOf(bytes));
    expect((await client.getObject(place(key))).Body).toEqual(bytes);
    await client.deleteObject(place(key));
    expect((await client.headObject(place(key)).catch((e: COS.CosError) => e))?.statusCode).toBe(
      404,
    );
  });

  it('goes on with an interrupted upload in parts without sending a part twice', async () => {
    const bytes = randomBytes(5 * 1024 * 1024 + 17);
    const path = await file('big.wav', bytes);
    const since = service.log.length;
    const first = cosClient({ ChunkParallelLimit: 1 });
    const options = { ...place('asrctl/big.wav'), FilePath: path, ChunkSize: 1024 * 1024 };
    let taskId = '';
    void first.sliceUploadFile({ ...options, onTaskReady: (id) => (taskId = id) });
    await until(
      () => partLines(since).length,
      (parts) => parts >= 2,
    );
    first.cancelTask(taskId);
    await quiet(() => service.log.length);
    const before = partLines(since).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(6);
    await cosClient().sliceUploadFile(options);
    expect((await stored('asrctl/big.wav')).equals(bytes)).toBe(true);
    expect(partLines(since)).toHaveLength(6);
    const head = await cosClient().headObject(place('asrctl/big.wav'));
    expect(head.headers?.['x-cos-hash-crc64ecma']).toBe(crcOf(bytes));
  });

  it('refuses a wrong secret, an unknown key and another bucket', async () => {
    const elsewhere = cosClient({ Ip: new URL(service.running.file.endpoint).host, Domain: '' });
    const put = (client: COS, Bucket = service.running.file.bucket) =>
      client.putObject({ ...place('k'), Bucket, Body: '1' });
    expect(await code(put(cosClient({ SecretKey: 'x' })))).toBe('SignatureDoesNotMatch');
    expect(await code(put(cosClient({ SecretId: 'AKIDstranger' })))).toBe('InvalidAccessKeyId');
    expect(await code(put(elsewhere, 'other-1250000000'))).toBe('NoSuchBucket');
  });
});
