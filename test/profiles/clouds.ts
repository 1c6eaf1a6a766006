// Stand-ins on loopback for what gives temporary keys: STS of both clouds, their metadata services, a credentials URI.
// Signatures are verified by code of this file.
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask } from '../../src/api/http/ask.js';
import type { Clock } from '../../src/api/provider.js';
import type { ProfilesWorld } from '../../src/profiles/world.js';
import { jumpingClock } from '../support/run.js';

interface Asked {
  readonly host: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = readonly [status: number, body: string | object];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Keys that the stand-ins know: secret and token by id. */
type Keys = Map<string, { readonly secret: string; readonly token: string | null }>;

/** True if the request is signed with ACS3-HMAC-SHA256 by a known key within 15 minutes. */
const isAcs3 = ({ headers, body }: Asked, keys: Keys, now: number): boolean => {
  const [, id = '', list = '', signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const known = keys.get(id);
  const names = list.split(';');
  const mustSign = Object.keys(headers).filter((name) =>
    /^(?:host|content-type|x-acs-)/.test(name),
  );
  if (known === undefined || mustSign.some((name) => !names.includes(name))) return false;
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const canonical = `POST\n/\n\n${lines}\n${list}\n${sha256(body)}`;
  const expected = createHmac('sha256', known.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return (
    signature === expected &&
    headers['x-acs-content-sha256'] === sha256(body) &&
    (headers['x-acs-security-token'] ?? null) === known.token &&
    Math.abs(Date.parse(String(headers['x-acs-date'])) - now) < 900_000
  );
};

/** True if the request is signed with TC3-HMAC-SHA256 by a known key within five minutes. */
const isTc3 = ({ headers, body }: Asked, keys: Keys, now: number): boolean => {
  const [, id = '', date = '', service = '', list = '', signature] =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/(\w+)\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const known = keys.get(id);
  if (known === undefined || list !== 'content-type;host') return false;
  const stamp = String(headers['x-tc-timestamp']);
  const canonical = `POST\n/\n\ncontent-type:${headers['content-type']}\nhost:${headers.host}\n\n${list}\n${sha256(body)}`;
  const text = `TC3-HMAC-SHA256\n${stamp}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
  const mac = (key: string | Buffer, part: string): Buffer =>
    createHmac('sha256', key).update(part).digest();
  const key = mac(mac(mac(`TC3${known.secret}`, date), service), 'tc3_request');
  return (
    mac(key, text).toString('hex') === signature &&
    new Date(Number(stamp) * 1000).toISOString().startsWith(date) &&
    (headers['x-tc-token'] ?? null) === known.token &&
    Math.abs(Number(stamp) * 1000 - now) < 300_000
  );
};

export interface Clouds {
  readonly world: Pick<ProfilesWorld, 'ask' | 'clock'>;
  readonly endpoint: string;
  readonly keys: Keys;
  /** `host action`, in the order of arrival. */
  readonly calls: string[];
  /** The values of each call of STS, and the headers of each other request. */
  readonly values: Record<string, string>[];
  /** In place of the usual answers. */
  answer(reply: Reply | null): void;
  /** How long keys live that are given from now on. */
  readonly life: { seconds: number };
  /** True: the instance knows only the plain mode of its metadata service. */
  readonly metadata: { isPlain: boolean; role: string };
  close(): Promise<void>;
}

export const clouds = async (clock: Clock = jumpingClock()): Promise<Clouds> => {
  const keys: Keys = new Map();
  const [calls, values]: [string[], Record<string, string>[]] = [[], []];
  const nonces = new Set<string>();
  const life = { seconds: 3600 };
  const metadata = { isPlain: false, role: 'transcriber' };
  let fixed: Reply | null = null;

  const issue = () => {
    const n = keys.size + 1;
    const [id, secret, token] = [`STS.madeUp${n}`, `madeUpTemporary${n}`, `madeUpToken${n}`];
    keys.set(id, { secret, token });
    const ms = clock.now() + life.seconds * 1000;
    return { id, secret, token, ms, iso: new Date(ms).toISOString().replace(/\.\d+Z/, 'Z') };
  };
  const alibabaKeys = () => {
    const { id, secret, token, iso } = issue();
    return { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token, Expiration: iso };
  };
  const tencentKeys = () => {
    const { id, secret, token, ms } = issue();
    const ExpiredTime = Math.floor(ms / 1000);
    return { keys: { TmpSecretId: id, TmpSecretKey: secret, Token: token }, ExpiredTime };
  };

  const alibabaSts = (asked: Asked): Reply => {
    const form = Object.fromEntries(new URLSearchParams(asked.body));
    const action = String(asked.headers['x-acs-action'] ?? asked.url.searchParams.get('Action'));
    calls.push(`${asked.host} ${action}`);
    values.push(form);
    if (fixed !== null) return fixed;
    const nonce = String(
      asked.headers['x-acs-signature-nonce'] ?? asked.url.searchParams.get('SignatureNonce'),
    );
    const isRepeated = nonces.has(nonce) || nonce.length < 16;
    nonces.add(nonce);
    const isSigned = action === 'AssumeRoleWithOIDC' || isAcs3(asked, keys, clock.now());
    if (!isSigned || isRepeated)
      return [400, { Code: 'SignatureDoesNotMatch', Message: 'madeUpEcho', RequestId: 'R-1' }];
    if (action === 'GetCallerIdentity')
      return [200, { AccountId: '1234567890123456', Arn: 'acs:ram::1:user/u', RequestId: 'R-2' }];
    return [200, { RequestId: 'R-3', Credentials: alibabaKeys() }];
  };
  const tencentSts = (asked: Asked): Reply => {
    const action = String(asked.headers['x-tc-action']);
    calls.push(`${asked.host} ${action}`);
    values.push(JSON.parse(asked.body) as Record<string, string>);
    if (fixed !== null) return fixed;
    const isOpen = action === 'AssumeRoleWithWebIdentity';
    if (isOpen ? asked.headers.authorization !== 'SKIP' : !isTc3(asked, keys, clock.now())) {
      const Error = { Code: 'AuthFailure.SignatureFailure', Message: 'madeUpEcho' };
      return [200, { Response: { Error, RequestId: 'R-4' } }];
    }
    if (action === 'GetCallerIdentity')
      return [200, { Response: { AccountId: '100000000001', Arn: 'qcs::cam::u', RequestId: 'R' } }];
    const { keys: Credentials, ExpiredTime } = tencentKeys();
    return [200, { Response: { Credentials, ExpiredTime, RequestId: 'R-5' } }];
  };
  const alibabaMetadata = (asked: Asked): Reply => {
    const { pathname } = asked.url;
    calls.push(`${asked.host} ${asked.method} ${pathname}`);
    if (fixed !== null) return fixed;
    if (pathname === '/latest/api/token')
      return asked.method === 'PUT' && !metadata.isPlain ? [200, 'madeUpSession'] : [404, ''];
    const session = asked.headers['x-aliyun-ecs-metadata-token'];
    if (!metadata.isPlain && session !== 'madeUpSession') return [403, ''];
    const role = pathname.slice('/latest/meta-data/ram/security-credentials/'.length);
    if (role === '') return [200, metadata.role];
    return role === metadata.role ? [200, { Code: 'Success', ...alibabaKeys() }] : [404, ''];
  };
  const tencentMetadata = (asked: Asked): Reply => {
    const { pathname } = asked.url;
    calls.push(`${asked.host} ${asked.method} ${pathname}`);
    if (fixed !== null) return fixed;
    const role = pathname.slice('/meta-data/cam/security-credentials/'.length);
    if (role === '') return [200, metadata.role];
    const { keys: found, ExpiredTime } = tencentKeys();
    return role === metadata.role ? [200, { Code: 'Success', ...found, ExpiredTime }] : [404, ''];
  };
  const uri = (asked: Asked): Reply => {
    calls.push(`uri ${asked.method} ${asked.url.pathname}`);
    return fixed ?? [200, { Code: 'Success', ...alibabaKeys() }];
  };

  const route = (asked: Asked): Reply => {
    if (/^sts[\w.-]*\.aliyuncs\.com$/.test(asked.host)) return alibabaSts(asked);
    if (asked.host === 'sts.tencentcloudapi.com') return tencentSts(asked);
    if (asked.host === '100.100.100.200') return alibabaMetadata(asked);
    if (asked.host === 'metadata.tencentyun.com') return tencentMetadata(asked);
    if (asked.headers['x-acs-action'] !== undefined) return alibabaSts(asked);
    return asked.headers['x-tc-action'] === undefined ? uri(asked) : tencentSts(asked);
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { method = '', headers } = request;
      const host = String(headers['x-stand-in-host'] ?? headers.host);
      delete headers['x-stand-in-host'];
      const url = new URL(request.url ?? '/', 'http://stand.in');
      const [status, answer] = route({ host, method, url, headers, body });
      response.statusCode = status;
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    endpoint,
    keys,
    calls,
    values,
    life,
    metadata,
    answer: (reply) => (fixed = reply),
    world: {
      clock,
      // The same code as in the program, with every host on loopback.
      ask: (question) => {
        const { pathname, search, host } = question.url;
        const url = new URL(pathname + search, endpoint);
        const headers = { host, ...question.headers, 'x-stand-in-host': host };
        const signal = new AbortController().signal;
        return ask({ ...question, url, headers }, { env: {}, signal });
      },
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
