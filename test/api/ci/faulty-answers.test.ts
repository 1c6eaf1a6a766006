// What a service, a proxy or a broken line may answer instead of a job: always one clear error,
// and never a second POST.
import { afterEach, describe, expect, it } from 'vitest';
import { CliError } from '../../../src/errors.js';
import {
  jobXml,
  keys,
  providerAt,
  scripted,
  world,
  type Answer,
  type Scripted,
} from './support.js';

const whole = `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${jobXml('s1', '<Operation><UserData><![CDATA[mine]]></UserData><!-- a remark --></Operation>')}</Response>`;
const cutAt = (mark: string, plus = 0): string => whole.slice(0, whole.indexOf(mark) + plus);
const error = (code: string, message: string): string =>
  `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>inside</RequestId></Error>`;

const cases: readonly (readonly [name: string, answer: Answer, exit: number, words: RegExp])[] = [
  ['cut in the declaration', cutAt('version'), 8, /was cut off/],
  ['cut after the declaration', cutAt('<Response'), 8, /was cut off/],
  ['cut in the root tag', cutAt('<Response', 5), 8, /was cut off/],
  ['cut after the root tag', cutAt('<JobsDetail'), 8, /was cut off/],
  ['cut in an element name', cutAt('<JobId', 3), 8, /was cut off/],
  ['cut in a text', cutAt('Submitted', 4), 8, /was cut off/],
  ['cut in a closing tag', cutAt('</JobId', 4), 8, /was cut off/],
  ['cut in a CDATA section', cutAt('mine', 2), 8, /was cut off/],
  ['cut in a comment', cutAt('remark', 2), 8, /was cut off/],
  ['cut before the root is closed', cutAt('</Response'), 8, /was cut off/],
  ['cut in the last tag', whole.slice(0, -1), 8, /was cut off/],
  ['empty', '', 8, /is empty/],
  ['blank', ' \n\t', 8, /is empty/],
  ['an HTML page', '<!DOCTYPE html><html><body>Sign in</body></html>', 8, /HTML page/],
  [
    'an HTML page with status 502',
    { status: 502, body: '<html><h1>Bad gateway</h1></html>' },
    8,
    /status 502.*HTML/,
  ],
  ['plain text', 'upstream connect error', 8, /not XML/],
  ['JSON that is no error', '{"jobs":[]}', 8, /not XML/],
  ['status 200 with an Error', error('InternalError', 'try later'), 8, /InternalError: try later/],
  [
    'an Error inside a Response',
    `<Response>${error('SlowDown', 'busy')}</Response>`,
    8,
    /SlowDown: busy/,
  ],
  [
    'an Error as JSON',
    { status: 503, body: '{"code":"ServiceUnavailable","message":"later"}' },
    8,
    /later/,
  ],
  ['another root', '<ListBucketResult/>', 8, /another root/],
  ['two roots', '<Response/><Response/>', 8, /root element/],
  ['a DOCTYPE', '<!DOCTYPE r [<!ENTITY x "y">]><Response>&x;</Response>', 8, /DOCTYPE/],
  ['an unknown entity', '<Response>&nbsp;</Response>', 8, /unknown reference/],
  [
    'deep nesting',
    `<Response>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</Response>`,
    8,
    /nested|well-formed/,
  ],
  ['10 MB of something else', 'x'.repeat(10_000_000), 8, /not XML/],
  ['10 MB and then a cut', `<Response>${'<a>1</a>'.repeat(1_250_000)}`, 8, /was cut off/],
  [
    '30 MB in one tag',
    `<Response><a b="${'x'.repeat(30_000_000)}"/></Response>`,
    8,
    /a tag of more/,
  ],
  [
    'a million ampersands',
    `<Response>${'&'.repeat(1_000_000)}</Response>`,
    8,
    /XML|reference|not well-formed|cut off/,
  ],
  ['mismatched tags', '<Response><a></b></Response>', 8, /well-formed/],
  [
    'fewer bytes than announced',
    (response) => {
      response.writeHead(200, { 'content-length': '9999' });
      response.write(whole);
      setImmediate(() => response.destroy());
    },
    8,
    /cut off/,
  ],
  [
    'a reset instead of an answer',
    (response) => void response.socket?.resetAndDestroy(),
    8,
    /reset|closed/,
  ],
];

describe.each(cases)('%s', (_name, answer, exit, words) => {
  let server: Scripted | null = null;
  afterEach(() => server?.close());

  const failure = async (call: Promise<unknown>): Promise<CliError> => {
    const thrown: unknown = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(thrown).toBeInstanceOf(CliError);
    return thrown as CliError;
  };

  it('is a clear error of a get', async () => {
    server = await scripted([answer]);
    const thrown = await failure(providerAt(server.endpoint).get(['s1']));
    expect(thrown.exitCode).toBe(exit);
    expect(thrown.message).toMatch(words);
    expect(thrown.hint).not.toBeNull();
    expect(JSON.stringify(thrown)).not.toContain(keys.key);
  });

  it('is an error of a submit that was sent once, and left open when the job may exist', async () => {
    server = await scripted([answer]);
    const around = world();
    const provider = providerAt(server.endpoint, around);
    const options = { queue: 'p1' };
    const thrown = await failure(
      provider.submit(await provider.prepare({ media: 'cos://talks-1250000000/a.mp3', options })),
    );
    expect([1, 8]).toContain(thrown.exitCode);
    expect(server.asked.map(({ method }) => method)).toEqual(['POST']);
    const throttled = /SlowDown/.test(thrown.message);
    expect(thrown.code === 'submit_uncertain').toBe(!throttled);
    expect(thrown.exitCode).toBe(8);
    expect(around.slept).toEqual([]);
  });
});
