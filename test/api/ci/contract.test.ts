import { ciProvider } from '../../../src/api/ci/provider.js';
import { stateWords } from '../../../src/api/ci/decode.js';
import { writeXml } from '../../../src/api/xml.js';
import type { Answer } from '../../support/scripted-server.js';
import { providerContract, type Script } from '../contract.js';

const xml = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-ci-request-id': 'NjQwTest' },
  body,
});

const detail = (id: string, word: string, userData: string | null = null): string =>
  writeXml('JobsDetail', {
    Code: 'Success',
    CreationTime: '2026-01-31T20:00:00+0800',
    EndTime: '-',
    JobId: id,
    Message: '',
    Operation: userData === null ? {} : { UserData: userData },
    State: word,
    Tag: 'SpeechRecognition',
  });

const response = (...parts: readonly string[]): Answer =>
  xml(`<Response>${parts.join('')}</Response>`);

const faults = {
  throttled: [503, 'SlowDown'],
  keys: [403, 'InvalidAccessKeyId'],
  forbidden: [403, 'AccessDenied'],
  parameter: [400, 'InvalidArgument'],
  broken: [500, 'InternalError'],
} as const;

const script: Script = {
  name: 'Tencent CI',
  media: 'cos://talks-1250000000/a.mp3',
  connection: {
    provider: 'ci',
    region: 'ap-chongqing',
    // Under this interface the service chooses the queue, so that a submit is one call.
    settings: { bucket: 'talks-1250000000', jobsApi: 'jobs' },
  },
  open: async (connection, tools) => ciProvider(connection, tools),
  submitted: (id) => response(detail(id, 'Submitted')),
  job: (id, state, userData) =>
    response(detail(id, stateWords.find((pair) => pair[1] === state)?.[0] ?? 'Novel', userData)),
  unknown: (id) => response(`<NonExistJobIds>${id}</NonExistJobIds>`),
  list: (jobs, nextToken) =>
    response(
      ...jobs.map(({ id, userData }) => detail(id, 'Success', userData)),
      nextToken === null ? '' : `<NextToken>${nextToken}</NextToken>`,
    ),
  fault: (meaning, quoted) => {
    const [status, code] = faults[meaning];
    return xml(writeXml('Error', { Code: code, Message: quoted, RequestId: 'r' }), status);
  },
  states: ['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled', 'unknown'],
};

providerContract(script);
