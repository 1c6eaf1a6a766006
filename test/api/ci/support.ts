// A server that answers as told and remembers what it was asked, and a provider that talks to it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ciProvider } from '../../../src/api/ci/provider.js';
import type { Connection, Credentials, Provider, Tools } from '../../../src/api/provider.js';
import { secretOf } from '../../../src/profiles/secret.js';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer =
  | string
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: string }
  | ((response: ServerResponse, asked: Asked) => void);

export interface Scripted {
  readonly endpoint: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

const reply = (answer: Answer, response: ServerResponse, asked: Asked): void => {
  if (typeof answer === 'function') return answer(response, asked);
  const {
    status = 200,
    headers = {},
    body,
  } = typeof answer === 'string' ? { body: answer } : answer;
  response.writeHead(status, {
    'content-type': 'application/xml',
    'x-ci-request-id': 'NjQwTest',
    ...headers,
  });
  return void response.end(body);
};

/** `answers` in order; the last one for everything after. Or a function of the request. */
export const scripted = async (
  answers: readonly Answer[] | ((asked: Asked) => Answer),
): Promise<Scripted> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      const script = Array.isArray(answers)
        ? (answers[Math.min(asked.length, answers.length) - 1] ?? '')
        : (answers as (asked: Asked) => Answer)(one);
      reply(script, response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export const keys = { id: 'AKIDmadeupmadeupmade0001', key: 'madeUpKeyOfNobodyAtAll0123456789' };

/** The same until they are refreshed, as a connection gives them. */
const credentials: Credentials = {
  accessKeyId: keys.id,
  accessKeySecret: secretOf(keys.key),
  securityToken: null,
  origin: 'this test',
};

export const connection = (over: Partial<Connection> = {}): Connection => ({
  provider: 'ci',
  profile: 'tc',
  region: 'ap-chongqing',
  endpoint: null,
  settings: { bucket: 'talks-1250000000' },
  local: false,
  credentials: async () => credentials,
  ...over,
});

export interface World {
  readonly tools: Tools;
  readonly notices: string[];
  readonly traces: string[];
  readonly slept: number[];
}

/** A clock that only moves when somebody sleeps. */
export const world = (startMs = Date.UTC(2026, 0, 31, 12)): World => {
  let nowMs = startMs;
  const notices: string[] = [];
  const traces: string[] = [];
  const slept: number[] = [];
  const tools: Tools = {
    env: {},
    clock: {
      now: () => nowMs,
      async sleep(ms) {
        slept.push(ms);
        nowMs += ms;
      },
    },
    random: () => 0.5,
    trace: (line) => void traces.push(line),
    command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
    notice: (line) => void notices.push(line),
  };
  return { tools, notices, traces, slept };
};

export const providerAt = (
  endpoint: string,
  around: World = world(),
  over: Partial<Connection> = {},
): Provider => ciProvider(connection({ endpoint, ...over }), around.tools);

export const queueList =
  '<Response><RequestId>r</RequestId><TotalCount>1</TotalCount><QueueList><QueueId>p0123456789abcdef0123456789abcdef</QueueId><Name>queue-speech-1</Name><State>Active</State></QueueList></Response>';

export const jobXml = (id: string, more = ''): string =>
  `<JobsDetail><Code>Success</Code><Message/><JobId>${id}</JobId><Tag>SpeechRecognition</Tag><State>Submitted</State><CreationTime>2026-01-31T20:00:00+0800</CreationTime><StartTime>-</StartTime><EndTime>-</EndTime><QueueId>p0123456789abcdef0123456789abcdef</QueueId>${more}</JobsDetail>`;
