// Production jobs in the service's shape: states `Queuing`, `Analysing`, `Success`, `Fail`
// (QueryIProductionJob page).
import { pathToFileURL } from 'node:url';
import type { LocalJob, LocalResult, LocalState } from '../../jobs/job.js';
import type { ProductionRequest } from '../../production/request.js';

const stateNames: Record<LocalState, string> = {
  created: 'Queuing',
  running: 'Analysing',
  finished: 'Success',
  failed: 'Fail',
  cancelled: 'Cancelled',
};

const time = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** The API has no field for a failure's reason; it is written where the older version of the API has it. */
const resultText = (job: LocalJob, produced: LocalResult['produced']): string => {
  if (job.error !== null)
    return JSON.stringify({ Code: job.error.code, Message: job.error.message });
  return JSON.stringify(produced?.result ?? {});
};

/** The body of QueryIProductionJob; absent fields are left out. */
export const productionAnswer = (job: LocalJob, result: LocalResult | null): object => {
  const request = job.request as ProductionRequest;
  const produced = result?.produced;
  const { name, templateId, params, schedule, userData } = request;
  return {
    JobId: job.id,
    ...(name !== null && { Name: name }),
    FunctionName: request.functionName,
    Input: request.input,
    Output: request.output,
    ...(templateId !== null && { TemplateId: templateId }),
    ...(params !== null && { JobParams: params }),
    ...(schedule !== null && { ScheduleConfig: schedule }),
    ...(userData !== null && { UserData: userData }),
    Result: resultText(job, produced),
    CreateTime: time(job.createdMs),
    ...(job.finishedMs !== null && { FinishTime: time(job.finishedMs) }),
    Status: stateNames[job.state],
    OutputFiles: produced?.files ?? [],
    OutputMediaIds: [],
    // Client and service share this machine, so the file's own address never expires.
    OutputUrls: (produced?.paths ?? []).map((path) => pathToFileURL(path).href),
  };
};
