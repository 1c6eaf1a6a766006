import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bench, failure, secrets, type Bench } from '../contract.js';
import { imsScript, refusal } from './script.js';
import type { Answer } from '../../support/scripted-server.js';

let world: Bench;
beforeAll(async () => {
  world = await bench(imsScript);
});
afterAll(() => world.server.close());

const listing = (answer: Answer) => {
  world.server.answer(answer);
  return failure(world.provider.list({}));
};

describe('faults by their Code', () => {
  it.each([
    ['InvalidAccessKeyId.NotFound', 404, 4, 'came from the test'],
    ['InvalidAccessKeyId.Inactive', 400, 4, 'RAM console'],
    ['SignatureDoesNotMatch', 400, 4, 'secret does not belong'],
    ['IncompleteSignature', 400, 4, 'secret'],
    ['InvalidTimeStamp.Expired', 400, 4, 'clock'],
    ['InvalidTimeStamp.Format', 400, 4, 'clock'],
    ['InvalidSecurityToken.Expired', 400, 4, 'temporary credentials'],
    ['Forbidden.SubscriptionRequired', 403, 4, 'Activate Intelligent Media Services'],
    ['OperationDenied.Suspended', 403, 4, 'unpaid'],
    ['OperationDenied.EngineMissing', 403, 2, 'local setup'],
    ['Forbidden.PathNotAllowed', 403, 4, '--root'],
    ['InvalidParameter.InputFileNotFound', 400, 3, 'path'],
    ['Forbidden.RAM', 403, 4, 'ice:ListSmartJobs'],
    ['NoPermission', 403, 4, 'AliyunICEFullAccess'],
    ['InvalidParameter.JobNotFound', 400, 3, 'cn-shanghai'],
    ['InvalidStorage.NotFound', 404, 2, 'Register the bucket'],
    ['InvalidParameter.FunctionNotSupported', 400, 2, 'cn-beijing'],
    ['InvalidParameter', 400, 2, '--dry-run'],
    ['MissingJobId', 400, 2, '--dry-run'],
    ['InvalidProtocol.NeedSsl', 400, 2, 'https://'],
    ['InvalidApi.NotFound', 404, 1, '--endpoint'],
    ['InvalidVersion', 400, 1, 'ice.<region>.aliyuncs.com'],
    ['Throttling', 400, 8, 'wait'],
    ['Throttling.User', 429, 8, 'wait'],
    ['ServiceUnavailable', 503, 8, 'internal problem'],
    ['InternalError', 500, 8, 'internal problem'],
  ])('%s (status %i) ends in exit %i', async (code, status, exit, hint) => {
    const error = await listing(refusal(status, code, 'The service says no.'));
    expect(error).toMatchObject({
      exitCode: exit,
      code,
      requestId: '7D1F8C52-0000-4000-8000-00000000000A',
      message: `ListSmartJobs failed: ${code}: The service says no`,
    });
    expect(error.hint).toContain(hint);
  });

  it('names the RAM action that the service names', async () => {
    const detail = { AccessDeniedDetail: { AuthAction: 'ice:ReadEverything' } };
    const error = await listing(refusal(403, 'NoPermission', 'No.', detail));
    expect(error.hint).toContain('ice:ReadEverything');
  });

  it('says how far the clock is off', async () => {
    const date = new Date(world.now() + 20 * 60_000).toUTCString();
    const answer = refusal(400, 'InvalidTimeStamp.Expired');
    const error = await listing({ ...answer, headers: { date } });
    expect(error.hint).toContain('20 min behind');
  });

  it('never quotes the string to sign, a query or a key', async () => {
    const message = `Specified signature is not matched with our calculation. server string to sign is:GET&%2F&AccessKeyId%3D${secrets.id}`;
    const error = await listing(refusal(400, 'SignatureDoesNotMatch', message));
    expect(error.message).toBe(
      'ListSmartJobs failed: SignatureDoesNotMatch: Specified signature is not matched with our calculation',
    );
    const other = await listing(
      refusal(400, 'Odd', `${secrets.key} at https://h/?a=b&Signature=c and ${secrets.token}`),
    );
    expect(other.message).toBe('ListSmartJobs failed: Odd: *** at https://h/ and ***');
  });
});

describe('answers that are not what they should be', () => {
  it.each([
    [
      'lower-case names',
      { status: 400, body: { code: 'NoPermission', message: 'no', requestId: 'r' } },
      4,
      'NoPermission',
    ],
    [
      'an error without a Code',
      { status: 400, body: { RequestId: 'r', Message: 'odd' } },
      1,
      'odd',
    ],
    ['an error of somebody else', { status: 400, body: { Message: 'odd' } }, 8, 'proxy or gateway'],
    ['503 without a Code', { status: 503, body: { RequestId: 'r' } }, 8, 'status 503'],
    ['403 without a Code', { status: 403, body: { RequestId: 'r' } }, 4, 'status 403'],
    ['403 of somebody else', { status: 403, body: {} }, 8, 'status 403'],
    [
      'a Code under status 200',
      { status: 200, body: { Code: 'NoPermission', Message: 'no' } },
      4,
      'NoPermission',
    ],
    ['a list', { status: 200, body: [] }, 8, 'status 200'],
    ['a redirect', { status: 302, headers: { location: 'http://elsewhere/' } }, 8, 'status 302'],
    [
      'gzip nobody asked for',
      { status: 200, headers: { 'content-encoding': 'gzip' }, body: '\u001f\u008b' },
      8,
      'status 200',
    ],
    [
      'HTML as XML',
      { status: 500, headers: { 'content-type': 'text/xml;charset=utf-8' }, body: '<html>' },
      8,
      'status 500',
    ],
  ] as const)('%s', async (_name, answer, exit, text) => {
    const error = await listing(answer);
    expect(error.exitCode).toBe(exit);
    expect(error.message).toContain(text);
  });

  it('reads XML errors', async () => {
    const error = await listing({
      status: 400,
      headers: { 'content-type': 'text/xml;charset=utf-8' },
      body: '<Error><Code>InvalidParameter</Code><Message>no</Message><RequestId>r</RequestId></Error>',
    });
    expect(error).toMatchObject({ exitCode: 2, code: 'InvalidParameter', requestId: 'r' });
  });

  it('takes the request id from the header where the body has none', async () => {
    const error = await listing({
      status: 502,
      headers: { 'x-acs-request-id': 'H1' },
      body: '<p>',
    });
    expect(error.requestId).toBe('H1');
  });
});

describe('networks', () => {
  it.each([
    ['http://127.0.0.1:9', 'connection refused (ECONNREFUSED)', '--endpoint'],
    ['http://nobody.invalid', 'no such host (ENOTFOUND)', '--region'],
  ])('%s: %s', async (endpoint, text, hint) => {
    const open = await bench({ ...imsScript, connection: { endpoint } });
    await open.server.close();
    const error = await failure(open.provider.list({}));
    expect(error.exitCode).toBe(8);
    expect(error.message).toContain(text);
    expect(error.hint).toContain(hint);
  });

  it('knows a server that does not speak TLS', async () => {
    const https = world.server.endpoint.replace('http:', 'https:');
    const open = await bench({ ...imsScript, connection: { endpoint: https } });
    await open.server.close();
    const error = await failure(open.provider.list({}));
    expect(error.message).toContain('the host does not speak TLS');
    expect(error.hint).toContain('https://');
  });

  it('does not say that a job may exist when nothing was sent', async () => {
    const open = await bench({ ...imsScript, connection: { endpoint: 'http://127.0.0.1:9' } });
    await open.server.close();
    const prepared = await open.provider.prepare({ media: 'a'.repeat(32), options: {} });
    const error = await failure(open.provider.submit(prepared));
    expect(error.exitCode).toBe(8);
    expect(error.message).not.toContain('may exist');
  });

  it('needs a region or an endpoint', async () => {
    const open = await bench({ ...imsScript, connection: { endpoint: null, region: null } });
    await open.server.close();
    expect(await failure(open.provider.list({}))).toMatchObject({ exitCode: 2 });
  });
});

describe('waiting', () => {
  it('waits as long as x-acs-retry-after says, in milliseconds, and gives up within its budget', async () => {
    const before = world.now();
    const slow = { ...refusal(400, 'Throttling.Api'), headers: { 'x-acs-retry-after': '7000' } };
    world.server.answer(slow, imsScript.list([], null));
    await world.provider.list({});
    expect(world.now() - before).toBe(7000 + 250);
    const later = { ...slow, headers: { 'x-acs-retry-after': '600000' } };
    world.server.answer(later);
    expect((await failure(world.provider.list({}))).exitCode).toBe(8);
    expect(world.server.asked).toHaveLength(1);
  });
});
