import { afterEach, describe, expect, it } from 'vitest';
import type { CliError } from '../../../src/errors.js';
import { keys, providerAt, scripted, world, type Answer, type Scripted } from './support.js';

let server: Scripted;
afterEach(() => server.close());

const serve = async (answers: readonly Answer[]): Promise<string> => {
  server = await scripted(answers);
  return server.endpoint;
};

describe('refusals', () => {
  const denied =
    '[request id:x AuthAndSign]you are not authorized to perform operation (ci:DescribeAsrJob)\nresource (qcs::ci:ap-chongqing:uid/1250000000:bucket/talks-1250000000/job/*) has no permission';
  const error = (code: string, message: string): string =>
    `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>r</RequestId></Error>`;

  it.each<[string, number, string, string, number, RegExp]>([
    ['SignatureDoesNotMatch', 403, 'SignatureDoesNotMatch', 'bad', 4, /secret key does not belong/],
    ['InvalidAccessKeyId', 403, 'InvalidAccessKeyId', 'no such', 4, /asrctl profile add tc/],
    ['its misspelling', 403, 'InvaildAccessKeyId', 'no such', 4, /asrctl profile add tc/],
    ['skew', 403, 'RequestTimeTooSkewed', 'skew', 4, /clock/],
    ['expired', 403, 'AccessDenied', 'Request has expired', 4, /clock.*60 min behind/],
    [
      'permission',
      403,
      'AccessDenied',
      denied,
      4,
      /"action":\["ci:DescribeAsrJob"\],"resource":\["qcs::ci:ap-chongqing:uid\/1250000000:bucket\/talks-1250000000\/job\/\*"\]/,
    ],
    ['permission as 401', 401, 'Unauthorized', 'no', 4, /"ci:DescribeAsrJob"/],
    ['unknown code, 403', 403, 'Whatever', 'no', 4, /CAM/],
    ['expired token', 403, 'ExpiredToken', 'old', 4, /temporary/],
    ['unpaid', 403, 'AccountProblem', 'pay', 4, /bill/],
    ['no bucket', 404, 'NoSuchBucket', 'none', 3, /--bucket/],
    [
      'not enabled',
      400,
      'InvalidArgument',
      'asr bucket is not open',
      1,
      /Enable speech recognition/,
    ],
    ['not bound', 400, 'BucketUnbind', 'bucket unbind ci', 1, /Enable speech recognition/],
    ['bad value', 400, 'InvalidArgument', 'bad tag', 2, /--dry-run/],
    ['throttled', 429, 'RequestLimitExceeded', 'slow', 8, /wait/],
  ])('%s', async (_, status, code, message, exit, hint) => {
    const date = new Date(Date.UTC(2026, 0, 31, 13)).toUTCString();
    const provider = providerAt(
      await serve([{ status, headers: { date }, body: error(code, message) }]),
    );
    const thrown = (await provider.get(['s1']).catch((reason: unknown) => reason)) as CliError;
    expect(thrown).toMatchObject({ exitCode: exit, code, requestId: 'NjQwTest' });
    expect(thrown.hint).toMatch(hint);
    expect(thrown.message).toContain(`DescribeAsrJob failed: ${code}`);
  });

  it('holds no key, signature or query, whatever the service says', async () => {
    const words = `no: q-ak=${keys.id}&amp;q-signature=abc at https://h/x?sign=abc, key ${keys.key}`;
    const around = world();
    const provider = providerAt(
      await serve([{ status: 403, body: error('AccessDenied', words) }]),
      around,
    );
    const thrown = (await provider.list({}).catch((reason: unknown) => reason)) as CliError;
    for (const text of [JSON.stringify(thrown), thrown.stack ?? '', ...around.traces]) {
      expect(text).not.toMatch(/abc|madeup|madeUp|tag=/);
    }
    expect(around.traces).toHaveLength(1);
  });
});
