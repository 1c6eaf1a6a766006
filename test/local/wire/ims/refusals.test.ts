// What the service refuses, and in which words.
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  headersToSign,
  sha256,
  sign,
  stringToSign,
} from '../../../../src/local/wire/ims/signing/acs3.js';
import { queryPairs } from '../../../../src/local/wire/ims/parameters.js';
import {
  codeOf,
  coreClient,
  openApiClient,
  popClient,
  type Body,
  type Call,
  type Identity,
} from '../../official.js';
import { freshDir, medium, runService, type TestService } from '../../support.js';

let service: TestService;
let clockMs = 0;
let input: string;
beforeAll(async () => {
  service = await runService({}, () => Date.now() + clockMs);
  input = await medium(service.dir);
});
afterAll(() => service.end());

const authority = (): string => `127.0.0.1:${service.running.file.port}`;
const keys = (): Identity => {
  const { accessKeyId, accessKeySecret } = service.running.file;
  return { accessKeyId, accessKeySecret };
};
const call: Call = (action, query) => popClient(authority(), keys(), 'POST')(action, query);

const families: Record<string, (authority: string, keys: Identity) => Call> = {
  'openapi-client, ACS3': (host, identity) => openApiClient(host, identity),
  'openapi-core, ACS3': (host, identity) => coreClient(host, identity),
  'pop-core GET': (host, identity) => popClient(host, identity, 'GET'),
  'pop-core POST': (host, identity) => popClient(host, identity, 'POST'),
};

describe.each(Object.entries(families))('%s', (_name, family) => {
  const list = (identity: Identity): Promise<string> =>
    codeOf(family(authority(), identity)('ListSmartJobs', {}));

  it('is refused with a wrong secret, an unknown key, a foreign token', async () => {
    expect(await list({ ...keys(), accessKeySecret: 'wrong' })).toBe('SignatureDoesNotMatch');
    expect(await list({ ...keys(), accessKeyId: 'LTAI' })).toBe('InvalidAccessKeyId.NotFound');
    expect(await list({ ...keys(), securityToken: 'x' })).toBe(
      'InvalidSecurityToken.MismatchWithAccessKey',
    );
  });

  it('is refused when its clock is more than 15 minutes off, either way', async () => {
    for (const minutes of [16, -16]) {
      clockMs = minutes * 60_000;
      expect(await list(keys())).toBe('InvalidTimeStamp.Expired');
    }
    clockMs = 14 * 60_000;
    expect(await list(keys())).toBe('none');
    clockMs = 0;
  });
});

interface Raw {
  readonly query?: string;
  readonly headers?: Record<string, string | undefined>;
  readonly signed?: readonly string[];
  readonly method?: string;
  readonly body?: string;
  /** Sent instead of what was signed. */
  readonly sent?: { readonly query?: string; readonly body?: string };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Body;
}

const send = (
  path: string,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = service.running.file;
    const options = { host: '127.0.0.1', port, path, method, headers };
    const asked = request(options, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: JSON.parse(text) as Body,
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });

/** A request signed by hand, so that each part of it can be wrong by itself. */
const signedRequest = (raw: Raw = {}): (() => Promise<Answer>) => {
  const { query = 'MaxResults=5', method = 'POST', body = '' } = raw;
  const headers = Object.fromEntries(
    Object.entries({
      host: authority(),
      'x-acs-version': '2020-11-09',
      'x-acs-action': 'ListSmartJobs',
      'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      'x-acs-signature-nonce': randomUUID(),
      'x-acs-content-sha256': sha256(body),
      ...raw.headers,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const names = (raw.signed ?? headersToSign(lists)).toSorted();
  const text = stringToSign(
    { method, path: '/', query: queryPairs(query), headers: lists, bodyHash: sha256(body) },
    names,
  );
  const { accessKeyId, accessKeySecret } = keys();
  const authorization =
    `ACS3-HMAC-SHA256 Credential=${accessKeyId},` +
    `SignedHeaders=${names.join(';')},Signature=${sign(accessKeySecret, text)}`;
  const path = `/?${raw.sent?.query ?? query}`;
  return () => send(path, method, { ...headers, authorization }, raw.sent?.body ?? body);
};

const refusal = async (raw: Raw): Promise<readonly [number, string]> => {
  const { status, body } = await signedRequest(raw)();
  return [status, String(body['Code'])];
};

describe('a request signed by hand', () => {
  it('passes once; its nonce does not pass again', async () => {
    const again = signedRequest();
    const first = await again();
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({
      'content-type': 'application/json;charset=utf-8',
      'x-acs-request-id': first.body['RequestId'],
    });
    const second = await again();
    expect([second.status, second.body['Code']]).toEqual([400, 'SignatureNonceUsed']);
  });

  it('fails when query, body or a header is not what was signed', async () => {
    expect(await refusal({ sent: { query: 'MaxResults=6' } })).toEqual([
      400,
      'SignatureDoesNotMatch',
    ]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(
      await refusal({ headers: form, body: 'MaxResults=5', sent: { body: 'MaxResults=6' } }),
    ).toEqual([400, 'SignatureDoesNotMatch']);
    expect(await refusal({ headers: { 'x-acs-content-sha256': sha256('other') } })).toEqual([
      400,
      'SignatureDoesNotMatch',
    ]);
  });

  it('fails when a parameter is given twice, in the query or beside it in the form', async () => {
    expect(await refusal({ query: 'MaxResults=5&MaxResults=6' })).toEqual([
      400,
      'InvalidParameter',
    ]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await refusal({ headers: form, body: 'MaxResults=6' })).toEqual([
      400,
      'InvalidParameter',
    ]);
  });

  it('tells the string it signed, in the words clients look for', async () => {
    const { body } = await signedRequest({ sent: { query: 'MaxResults=6' } })();
    expect(body['Message']).toMatch(
      /^Specified signature is not matched with our calculation. server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}$/,
    );
    expect(body).toMatchObject({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) as string,
      HostId: authority(),
      Recommend: expect.stringContaining('q=SignatureDoesNotMatch') as string,
    });
  });

  it('must cover host and every x-acs header it brings', async () => {
    const extra = { 'x-acs-extra': '1' };
    const most = [
      'host',
      'x-acs-action',
      'x-acs-content-sha256',
      'x-acs-date',
      'x-acs-signature-nonce',
      'x-acs-version',
    ];
    expect(await refusal({ headers: extra, signed: most })).toEqual([400, 'IncompleteSignature']);
    expect(await refusal({ signed: most.filter((name) => name !== 'host') })).toEqual([
      400,
      'IncompleteSignature',
    ]);
    expect(await refusal({ headers: extra, signed: [...most, 'x-acs-extra'] })).toEqual([
      200,
      'undefined',
    ]);
  });

  it.each([
    [{ 'x-acs-date': undefined }, 400, 'MissingTimestamp'],
    [{ 'x-acs-date': '2026-01-01 00:00:00' }, 400, 'InvalidTimeStamp.Format'],
    [{ 'x-acs-signature-nonce': undefined }, 400, 'MissingSignatureNonce'],
    [{ 'x-acs-version': '2014-05-26' }, 400, 'InvalidVersion'],
    [{ 'x-acs-version': undefined }, 400, 'MissingVersion'],
    [{ 'x-acs-action': undefined }, 400, 'MissingAction'],
    [{ 'x-acs-action': 'SubmitSmartJob' }, 404, 'InvalidApi.NotFound'],
  ])('%j is %i %s', async (headers, status, code) => {
    expect(await refusal({ headers })).toEqual([status, code]);
  });

  it('is needed: nothing, half of it, or another scheme does not do', async () => {
    const codes = await Promise.all(
      [
        send('/?Action=ListSmartJobs', 'GET', {}, ''),
        send('/?Action=ListSmartJobs&AccessKeyId=x', 'GET', {}, ''),
        send('/?Action=ListSmartJobs', 'GET', { authorization: 'Bearer x' }, ''),
        send('/?Action=%zz', 'GET', {}, ''),
        send('/', 'DELETE', {}, ''),
      ].map(async (answer) => (await answer).body['Code']),
    );
    expect(codes).toEqual([
      'MissingAccessKeyId',
      'IncompleteSignature',
      'IncompleteSignature',
      'InvalidParameter',
      'UnsupportedHTTPMethod',
    ]);
  });

  it('has a body of bounded size', async () => {
    const { status } = await signedRequest({ body: 'x'.repeat(1_048_577) })();
    expect(status).toBe(413);
  });
});

describe('SubmitASRJob', () => {
  const submit = async (query: Record<string, string>): Promise<string> =>
    call('SubmitASRJob', query).then(
      () => 'accepted',
      (error: { data?: { Code: string; Message: string } }) =>
        `${error.data?.Code}: ${error.data?.Message}`,
    );

  it('checks its parameters', async () => {
    expect(await submit({})).toBe('MissingInputFile: InputFile is mandatory for this action.');
    expect(await submit({ InputFile: input, Title: 'é'.repeat(64) })).toBe('accepted');
    expect(await submit({ InputFile: input, Title: `${'é'.repeat(64)}a` })).toBe(
      "InvalidParameter: 'Title' is invalid, input: 129 bytes, at most 128 bytes are allowed",
    );
    expect(await submit({ InputFile: input, Description: 'a'.repeat(129) })).toMatch(
      /^InvalidParameter: 'Description' is invalid/,
    );
    expect(await submit({ InputFile: input, StartTime: '1:00' })).toBe(
      "InvalidParameter: 'StartTime' is invalid, input: 1:00, format: HH:MM:SS",
    );
    expect(await submit({ InputFile: input, Duration: '00:00:00' })).toMatch(/'Duration'/);
    expect(await submit({ InputFile: input, UserData: '{' })).toMatch(/'UserData'.*format: JSON/);
    expect(await submit({ InputFile: input, EditingConfig: '[]' })).toMatch(/'EditingConfig'/);
  });

  it.each([
    ['3', '3'],
    ['51', '51'],
    ['4.5', '4.5'],
    ['"x"', 'x'],
  ])('SentenceMaxLength %s is out of range, in the words of the service', async (json, shown) => {
    expect(await submit({ InputFile: input, EditingConfig: `{"SentenceMaxLength":${json}}` })).toBe(
      `InvalidParameter: 'EditingConfig.SentenceMaxLength' is invalid, input: ${shown}, value range: 4-50`,
    );
  });

  it('takes the ends of the range, and keys it does not know', async () => {
    for (const config of ['{"SentenceMaxLength":4}', '{"SentenceMaxLength":50}', '{"Other":1}']) {
      expect(await submit({ InputFile: input, EditingConfig: config })).toBe('accepted');
    }
  });

  it('reads only what it may', async () => {
    const outside = await freshDir();
    await writeFile(join(outside, 'secret.wav'), 'x');
    await symlink(join(outside, 'secret.wav'), join(service.dir, 'link.wav'));
    const { storage } = service.paths;
    await mkdir(join(storage, 'bucket', 'a'), { recursive: true });
    await writeFile(join(storage, 'bucket', 'a', 'b.wav'), 'x');
    const code = async (InputFile: string): Promise<string> =>
      (await submit({ InputFile })).replace(/:.*/s, '');
    expect(await code('oss://bucket/a/b.wav')).toBe('accepted');
    expect(await code('oss://bucket.oss-cn-shanghai.aliyuncs.com/a/b.wav')).toBe('accepted');
    expect(await code(`file://${outside}/secret.wav`)).toBe('Forbidden.PathNotAllowed');
    expect(await code(`file://${outside}/absent.wav`)).toBe('Forbidden.PathNotAllowed');
    expect(await code(`file://${service.dir}/link.wav`)).toBe('Forbidden.PathNotAllowed');
    expect(await code(`file://${service.dir}/../../etc/passwd`)).toBe('Forbidden.PathNotAllowed');
    expect(await code('oss://bucket/../../jobs.db')).toBe('InvalidParameter.InputFile');
    expect(await code('oss://bucket/absent.wav')).toBe('InvalidParameter.InputFileNotFound');
    expect(await code(`file://${service.dir}/absent.wav`)).toBe(
      'InvalidParameter.InputFileNotFound',
    );
    expect(await code(`file://${service.dir}`)).toBe('InvalidParameter.InputFile');
    expect(await code('https://example.com/a.wav')).toBe('InvalidParameter.InputFile');
    expect(await code('file:///%zz')).toBe('InvalidParameter.InputFile');
    await rm(outside, { recursive: true });
  });

  it('names the command that installs an engine when there is none', async () => {
    const bare = await runService({ engine: 'auto', env: { PATH: service.dir } });
    try {
      const { port, accessKeyId, accessKeySecret } = bare.running.file;
      const client = popClient(`127.0.0.1:${port}`, { accessKeyId, accessKeySecret }, 'POST');
      const InputFile = await medium(bare.dir);
      await expect(client('SubmitASRJob', { InputFile })).rejects.toMatchObject({
        code: 'OperationDenied.EngineMissing',
        data: { Message: 'No speech engine is installed. Run: asrctl local setup' },
      });
    } finally {
      await bare.end();
    }
  });
});

describe('GetSmartHandleJob and DeleteSmartJob', () => {
  it('say which job is not there', async () => {
    expect(await codeOf(call('GetSmartHandleJob', {}))).toBe('MissingJobId');
    expect(await codeOf(call('GetSmartHandleJob', { JobId: 'x' }))).toBe(
      'InvalidParameter.JobNotFound',
    );
    expect(await codeOf(call('DeleteSmartJob', { JobId: 'x,y' }))).toBe(
      'InvalidParameter.JobNotFound',
    );
  });
});
