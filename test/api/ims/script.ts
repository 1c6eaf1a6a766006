// Answers of IMS in the spelling of its pages: State against JobState, numbers as texts in lists.
import { ims } from '../../../src/api/ims/index.js';
import type { JobState } from '../../../src/jobs/job.js';
import type { Answer } from '../../support/scripted-server.js';
import type { Script } from '../contract.js';

const words: Partial<Record<JobState, string>> = {
  queued: 'Created',
  running: 'Executing',
  succeeded: 'Finished',
  failed: 'Failed',
};

/** An error body of the gateway. */
export const refusal = (
  status: number,
  code: string,
  message = 'No.',
  more: object = {},
): Answer => ({
  status,
  headers: { 'x-acs-request-id': '7D1F8C52-0000-4000-8000-00000000000A' },
  body: {
    RequestId: '7D1F8C52-0000-4000-8000-00000000000A',
    HostId: 'ice.cn-shanghai.aliyuncs.com',
    Code: code,
    Message: message,
    ...more,
  },
});

const info = {
  JobType: 'ASR',
  CreateTime: '2026-01-31T12:00:00Z',
  ModifiedTime: '2026-01-31T12:00:09Z',
};

export const imsScript: Script = {
  name: 'IMS',
  media: 'oss://talks/harbour.wav',
  connection: { provider: 'ims' },
  open: (connection, tools) => ims.open(connection, tools),
  states: ['queued', 'running', 'succeeded', 'failed'],
  submitted: (id) => ({ body: { RequestId: 'R', JobId: id, State: 'Created' } }),
  job: (id, state, userData = '') => ({
    body: {
      RequestId: 'R',
      JobId: id,
      State: words[state],
      UserData: userData,
      SmartJobInfo: info,
    },
  }),
  unknown: () => refusal(400, 'InvalidParameter.JobNotFound'),
  list: (jobs, nextToken) => ({
    body: {
      RequestId: 'R',
      SmartJobList: jobs.map(({ id, userData = '' }) => ({
        ...info,
        JobId: id,
        JobState: 'Finished',
        UserData: userData,
        UserId: 0,
      })),
      NextToken: nextToken ?? '',
      MaxResults: '10',
      TotalCount: '3',
    },
  }),
  fault: (meaning, quoted) =>
    ({
      throttled: refusal(400, 'Throttling.User', quoted),
      keys: refusal(404, 'InvalidAccessKeyId.NotFound', quoted),
      forbidden: refusal(403, 'Forbidden.RAM', quoted),
      parameter: refusal(400, 'InvalidParameter', quoted),
      broken: refusal(503, 'ServiceUnavailable', quoted),
    })[meaning],
};
