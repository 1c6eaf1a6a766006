// Jobs in the service's format: JobsDetail with its children in the order of their names.
import type { LocalJob, LocalResult, LocalState } from '../../jobs/job.js';
import type { Keys, Service } from '../wire.js';
import { queueIdOf } from './queues.js';
import { resultContent } from './result.js';
import type { CiRequest } from './submit-recognition.js';
import { timeText } from './times.js';
import type { Content } from './xml.js';

const stateNames: Record<LocalState, string> = {
  created: 'Submitted',
  running: 'Running',
  finished: 'Success',
  failed: 'Failed',
  cancelled: 'Cancel',
};

/** The state a client names; null for one that no job here has (`Pause`), undefined for an unknown one. */
export const stateNamed = (name: string): LocalState | null | undefined => {
  if (name === 'Pause') return null;
  const states = Object.keys(stateNames) as LocalState[];
  return states.find((state) => stateNames[state] === name);
};

/** An id on the wire is the service's own with an `s` before it. */
export const jobIdOf = (wireId: string): string | null =>
  /^s([0-9a-f]{32})$/.exec(wireId)?.[1] ?? null;

const inputContent = ({ input }: CiRequest, keys: Keys): Content =>
  'object' in input
    ? { BucketId: keys.bucket, Object: input.object, Region: keys.region }
    : { Url: input.url };

const operationContent = (request: CiRequest, result: LocalResult | null): Content => ({
  JobLevel: request.jobLevel,
  Output: request.output,
  SpeechRecognition: request.parameters,
  SpeechRecognitionResult:
    result === null ? null : resultContent(result, request.parameters, request.output.Object),
  UserData: request.userData,
});

/** One job; its result is read when there is one. */
export const jobContent = (job: LocalJob, { keys, jobs }: Service): Content => {
  const request = job.request as CiRequest;
  const result = job.state === 'finished' ? jobs.result(job.id) : null;
  return {
    Code: job.error?.code ?? 'Success',
    CreationTime: timeText(job.createdMs),
    EndTime: timeText(job.finishedMs),
    Input: inputContent(request, keys),
    JobId: `s${job.id}`,
    Message: job.error?.message ?? '',
    Operation: operationContent(request, result),
    QueueId: queueIdOf(keys),
    StartTime: timeText(job.startedMs),
    State: stateNames[job.state],
    Tag: job.type,
  };
};
