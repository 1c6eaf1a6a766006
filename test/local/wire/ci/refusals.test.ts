import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medium, runService, type TestService } from '../../support.js';
import { createBody, raw, sdkCall, type SdkCall } from './support.js';

let service: TestService;
let url: string;
beforeAll(async () => {
  service = await runService();
  url = await medium(service.dir);
});
afterAll(() => service.end());
const file = () => service.running.file;

describe('signatures', () => {
  const query: [string, string][] = [
    ['queueIds', 'p1'],
    ['state', 'Active'],
  ];

  it('passes an honest request, with a request id and a date', async () => {
    const answer = await raw(file(), '/asrqueue', query);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-ci-request-id')).toMatch(/^[\w+/]+=*$/);
    expect(answer.headers.get('date')).toMatch(/GMT$/);
    expect(answer.headers.get('content-type')).toBe('application/xml');
  });

  it('refuses a wrong secret and says what it signed', async () => {
    const call: SdkCall = { method: 'GET', path: 'asrqueue' };
    const fail = sdkCall(file(), call, { SecretKey: 'another' });
    await expect(fail).rejects.toMatchObject({ statusCode: 403, code: 'SignatureDoesNotMatch' });
    const { text } = await raw(file(), '/asrqueue', query, { secretKey: 'another' });
    expect(text).toContain('<StringToSign>sha1\n');
    expect(text).toContain('<FormatString>get\n/asrqueue\nqueueids=p1&amp;state=Active\nhost=');
    expect(text).not.toContain(file().secretKey);
  });

  it('refuses an unknown id and an unsigned request', async () => {
    const fail = sdkCall(file(), { method: 'GET', path: 'asrqueue' }, { SecretId: 'AKIDnobody' });
    await expect(fail).rejects.toMatchObject({ statusCode: 403, code: 'InvalidAccessKeyId' });
    expect((await raw(file(), '/asrqueue', [], { headers: { authorization: '' } })).text).toContain(
      '<Code>AccessDenied</Code>',
    );
  });

  it.each([
    ['a changed value', (target: string) => target.replace('Active', 'Paused')],
    ['a missing parameter', (target: string) => target.replace('&state=Active', '')],
    ['another path', (target: string) => target.replace('asrqueue', 'asrbucket')],
  ])('refuses %s', async (_, tamper) => {
    const { status, text } = await raw(file(), '/asrqueue', query, { tamper });
    expect(status).toBe(403);
    expect(text).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('does not look at what was not signed, nor at the case of a key', async () => {
    const more = (target: string): string => `${target.replace('queueIds', 'QUEUEIDS')}&pageSize=7`;
    expect((await raw(file(), '/asrqueue', query, { tamper: more })).status).toBe(200);
  });

  it('accepts a signature over the host without its port', async () => {
    const nowS = Math.floor(Date.now() / 1000);
    const { sign } = await import('../../../../src/api/ci/sign.js');
    const keys = { secretId: file().secretId, secretKey: file().secretKey };
    const request = { method: 'GET', path: '/asrqueue', query: [], headers: { host: '127.0.0.1' } };
    const { authorization } = sign(request, keys, { startS: nowS - 1, endS: nowS + 9 });
    expect((await raw(file(), '/asrqueue', [], { headers: { authorization } })).status).toBe(200);
  });

  it('refuses an expired signature and one from the future', async () => {
    const nowS = Math.floor(Date.now() / 1000);
    const expired = await raw(file(), '/asrqueue', [], { startS: nowS - 1000, endS: nowS - 100 });
    expect(expired.text).toMatch(/<Code>AccessDenied<\/Code>\s*<Message>Request has expired</);
    const early = await raw(file(), '/asrqueue', [], { startS: nowS + 1000, endS: nowS + 2000 });
    expect(early.text).toContain('<Code>RequestTimeTooSkewed</Code>');
    expect([expired.status, early.status]).toEqual([403, 403]);
  });
});

describe('creates', () => {
  const refused = (body: string): Promise<unknown> =>
    sdkCall(file(), { method: 'POST', path: 'asr_jobs', body }).then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );
  const swap = (from: string | RegExp, to: string): string => createBody(url).replace(from, to);

  it.each<[string, () => string, string]>([
    ['a cut document', () => createBody(url).slice(0, 99), 'MalformedXML'],
    ['another root', () => '<Job/>', 'MalformedXML'],
    ['a DOCTYPE', () => `<!DOCTYPE r [<!ENTITY x "y">]>${createBody(url)}`, 'MalformedXML'],
    ['nothing', () => ' ', 'MissingRequestBodyError'],
    ['another tag', () => swap('>SpeechRecognition<', '>DocProcess<'), 'InvalidArgument'],
    ['no input', () => swap(/<Input>.*<\/Input>/, ''), 'InvalidArgument'],
    ['no engine', () => swap(/<EngineModelType>.*<\/EngineModelType>/, ''), 'InvalidArgument'],
    ['no channels', () => swap('<ChannelNum>1</ChannelNum>', ''), 'InvalidArgument'],
    ['two channels of 16k', () => swap('<ChannelNum>1<', '<ChannelNum>2<'), 'InvalidArgument'],
    ['a text format of 4', () => swap('<ResTextFormat>3<', '<ResTextFormat>4<'), 'InvalidArgument'],
    ['half an output', () => swap('<Region>ap-chongqing</Region>', ''), 'InvalidArgument'],
    ['an unknown queue', () => createBody(url, '', '<QueueId>p1</QueueId>'), 'InvalidArgument'],
    ['a template', () => createBody(url, '', '', '<TemplateId>t1</TemplateId>'), 'InvalidArgument'],
    [
      'user data that is not ASCII',
      () => createBody(url, '', '', '<UserData>é</UserData>'),
      'InvalidArgument',
    ],
    [
      'flash without a format',
      () => swap('<ChannelNum>', '<FlashAsr>true</FlashAsr><ChannelNum>'),
      'InvalidArgument',
    ],
    ['a missing file', () => createBody(`${url}.not`), 'NoSuchKey'],
    ['a missing object', () => swap(/<Url>.*<\/Url>/, '<Object>no/such.wav</Object>'), 'NoSuchKey'],
    ['a file elsewhere', () => createBody('file:///etc/hostname'), 'Forbidden.PathNotAllowed'],
    ['an address in the network', () => createBody('https://example.com/a.wav'), 'InvalidArgument'],
    [
      'a way out of the bucket',
      () => swap(/<Url>.*<\/Url>/, '<Object>../../x</Object>'),
      'InvalidArgument',
    ],
  ])('refuses %s', async (_, body, code) => {
    expect(await refused(body())).toBe(code);
  });

  it('refuses other methods and other buckets', async () => {
    await expect(
      sdkCall(file(), { method: 'PUT', path: 'asrqueue/p1', body: '<Request/>' }),
    ).rejects.toMatchObject({ statusCode: 405 });
  });
});
