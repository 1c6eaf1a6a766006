// A local service, the official SDK talking to it, and our own client beside it.
import COS from 'cos-nodejs-sdk-v5';
import { ciProvider } from '../../../../src/api/ci/provider.js';
import { sign } from '../../../../src/api/ci/sign.js';
import type { Provider } from '../../../../src/api/provider.js';
import { secretOf } from '../../../../src/profiles/secret.js';
import type { RunningService } from '../../../../src/local/service.js';
import { world, type World } from '../../../api/ci/support.js';

type File = RunningService['file'];

export interface Xml {
  readonly [name: string]: Xml & string & readonly Xml[];
}

export interface SdkAnswer {
  readonly statusCode: number;
  readonly Response: Xml;
}

export interface SdkCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
}

export interface SdkKeys {
  readonly SecretId?: string;
  readonly SecretKey?: string;
  readonly SecurityToken?: string;
}

/** One call through the official SDK, as its own demo makes it. Rejects with the SDK's error. */
export const sdkCall = (file: File, call: SdkCall, keys: SdkKeys = {}): Promise<SdkAnswer> => {
  const sdk = new COS({ SecretId: file.secretId, SecretKey: file.secretKey, ...keys });
  return new Promise((resolve, reject) => {
    const options = {
      Method: call.method,
      Key: call.path,
      Url: `${file.endpoint}/${call.path}`,
      ...(call.query === undefined ? {} : { Query: call.query }),
      ...(call.body === undefined ? {} : { Body: call.body, ContentType: 'application/xml' }),
    };
    sdk.request(options, (error: unknown, data: unknown) => {
      // The SDK rejects with plain objects for some faults.
      // oxlint-disable-next-line promise/prefer-promise-reject-errors -- handed on as it is
      if (error) reject(error);
      else resolve(data as SdkAnswer);
    });
  });
};

/** Our provider on the service, with the wall clock. */
export const ourProvider = (file: File, around: World = world(), jobsApi = 'asr_jobs'): Provider =>
  ciProvider(
    {
      provider: 'ci',
      profile: 'local-ci',
      region: file.region,
      endpoint: file.endpoint,
      settings: { bucket: file.bucket, jobsApi },
      local: true,
      credentials: async () => ({
        accessKeyId: file.secretId,
        accessKeySecret: secretOf(file.secretKey),
        securityToken: null,
        origin: 'the local service',
      }),
    },
    { ...around.tools, clock: { ...around.tools.clock, now: Date.now } },
  );

export interface RawOptions {
  /** Added to what the signature says about the query after it was made. */
  readonly tamper?: (path: string) => string;
  readonly startS?: number;
  readonly endS?: number;
  readonly headers?: Record<string, string>;
  readonly secretKey?: string;
}

/** A request signed by hand: for what no honest client sends. The answer's status and text. */
export const raw = async (
  file: File,
  path: string,
  query: readonly [string, string][] = [],
  options: RawOptions = {},
) => {
  const nowS = Math.floor(Date.now() / 1000);
  const { authorization } = sign(
    { method: 'GET', path, query, headers: { host: new URL(file.endpoint).host } },
    { secretId: file.secretId, secretKey: options.secretKey ?? file.secretKey },
    { startS: options.startS ?? nowS - 10, endS: options.endS ?? nowS + 60 },
  );
  const search = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  const target = `${path}${search === '' ? '' : `?${search}`}`;
  const answer = await fetch(file.endpoint + (options.tamper ?? String)(target), {
    headers: { authorization, ...options.headers },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

export const createBody = (url: string, speech = '', rest = '', operation = ''): string =>
  `<Request><Tag>SpeechRecognition</Tag><Input><Url>${url}</Url></Input><Operation><SpeechRecognition><EngineModelType>16k_zh</EngineModelType><ChannelNum>1</ChannelNum><ResTextFormat>3</ResTextFormat>${speech}</SpeechRecognition><Output><Region>ap-chongqing</Region><Bucket>local-1250000000</Bucket><Object>r.txt</Object></Output>${operation}</Operation>${rest}</Request>`;
