// Jobs in the service's format: `State` and a string UserId in GetSmartHandleJob,
// `JobState` and an integer UserId in ListSmartJobs, counts as strings (response models of the
// official SDKs). Absent fields are left out, as the service does.
import type { LocalJob, LocalResult, LocalState } from '../../jobs/job.js';
import { aiResultText } from './ai-result.js';
import type { AsrRequest } from './submit-asr.js';

/** The only account. Below 2^53, so that no client's JSON rounds it. */
const userId = 1_000_000_000_000_001;

const stateNames: Record<LocalState, string> = {
  created: 'Created',
  running: 'Executing',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const stateName = (state: LocalState): string => stateNames[state];

/** The state a client names, or null. */
export const stateOf = (name: string): LocalState | null => {
  const states = Object.keys(stateNames) as LocalState[];
  return states.find((state) => stateNames[state] === name) ?? null;
};

const time = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

// Only this protocol's own jobs come here, and only `readSubmitAsr` creates them.
const requestOf = (job: LocalJob): AsrRequest => job.request as AsrRequest;

const jobParameters = ({ startTime, duration }: AsrRequest): string | null =>
  startTime === null && duration === null
    ? null
    : JSON.stringify({
        ...(duration !== null && { duration }),
        ...(startTime !== null && { start_time: startTime }),
      });

/** The body of GetSmartHandleJob; `result` is null unless the job is finished. */
export const jobAnswer = (job: LocalJob, result: LocalResult | null): object => {
  const request = requestOf(job);
  const parameters = jobParameters(request);
  const text = result === null ? null : aiResultText(result, request.sentenceMaxLength);
  return {
    JobId: job.id,
    State: stateName(job.state),
    ...(text !== null && { Output: text, JobResult: { AiResult: text } }),
    ...(request.userData !== null && { UserData: request.userData }),
    ...(job.error !== null && { ErrorCode: job.error.code, ErrorMessage: job.error.message }),
    SmartJobInfo: {
      Title: request.title,
      ...(request.description !== null && { Description: request.description }),
      UserId: String(userId),
      CreateTime: time(job.createdMs),
      ModifiedTime: time(job.updatedMs),
      JobType: job.type,
      ...(request.editingConfig !== null && { EditingConfig: request.editingConfig }),
      InputConfig: {
        InputFile: job.input,
        ...(parameters !== null && { JobParameters: parameters }),
      },
    },
  };
};

/** One entry of ListSmartJobs, which never holds the result. */
export const listEntry = (job: LocalJob): object => {
  const request = requestOf(job);
  return {
    JobId: job.id,
    Title: request.title,
    ...(request.description !== null && { Description: request.description }),
    UserId: userId,
    JobType: job.type,
    ...(request.editingConfig !== null && { EditingConfig: request.editingConfig }),
    ...(request.userData !== null && { UserData: request.userData }),
    JobState: stateName(job.state),
    CreateTime: time(job.createdMs),
    ModifiedTime: time(job.updatedMs),
    InputConfig: { InputFile: job.input },
  };
};
