// From an answer of QueryIProductionJob to a production job. Pure and tolerant: objects may come as
// JSON texts, states in either spelling and case, results bare or inside a wrapper.
import type { JobError, JobState } from '../../../jobs/job.js';
import { expiryOf } from '../../../jobs/presigned.js';
import {
  isSentence,
  nothingWritten,
  type ProductionJob,
  type ProductionMedia,
  type ProductionOutput,
} from '../../../jobs/production.js';
import { stateOf } from '../../../jobs/states.js';
import { takeToken } from '../../../jobs/token.js';
import type { Asker } from '../decode.js';
import { isFields, type Fields } from '../../../json.js';
import { fieldsOf, numberOf, textOf, textsOf, timeOf, valueOf } from '../values.js';

/** An object, also when it travels as a JSON text. */
const objectOf = (value: unknown): Fields => fieldsOf(valueOf(value));

const isEmpty = (value: object): boolean => Object.values(value).every((item) => item === null);

const inputOf = (value: unknown): ProductionMedia | null => {
  const fields = objectOf(value);
  const input = { type: textOf(fields['Type']), media: textOf(fields['Media']) };
  return isEmpty(input) ? null : input;
};

const outputOf = (value: unknown): ProductionOutput | null => {
  const fields = objectOf(value);
  const output = {
    type: textOf(fields['Type']),
    media: textOf(fields['Media']),
    biz: textOf(fields['Biz']),
    url: textOf(fields['OutputUrl'])?.trim() ?? null,
  };
  return isEmpty(output) ? null : output;
};

const scheduleOf = (value: unknown): ProductionJob['schedule'] => {
  const fields = objectOf(value);
  const schedule = {
    pipelineId: textOf(fields['PipelineId']),
    priority: numberOf(fields['Priority']),
  };
  return isEmpty(schedule) ? null : schedule;
};

/** Some functions wrap theirs as `{Code, Message, Data: "…"}` (parameters page of the older MPS twin). */
const unwrapped = (value: unknown): unknown =>
  isFields(value) && 'Data' in value && ('Code' in value || 'Message' in value)
    ? valueOf(value['Data'])
    : value;

const hasContent = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0;
  return isFields(value) ? Object.keys(value).length > 0 : value !== null;
};

const resultOf = (value: unknown): unknown => {
  const result = unwrapped(valueOf(value));
  return hasContent(result) ? result : null;
};

/** The answer has no field for a reason: it may stand in Result or, as a sentence, in OutputFiles. */
const failureOf = (body: Fields, files: readonly string[]): JobError => {
  const result = fieldsOf(valueOf(body['Result']));
  const message = textOf(body['ErrorMessage']) ?? textOf(result['Message']);
  const sentences = files.filter(isSentence);
  return {
    code: textOf(body['ErrorCode']) ?? textOf(result['Code']),
    message:
      message ?? (sentences.length > 0 ? sentences.join(' ') : 'The service gave no reason.'),
  };
};

const errorOf = (
  state: JobState,
  body: Fields,
  outcome: Parameters<typeof nothingWritten>[0],
): JobError | null => {
  if (state === 'failed') return failureOf(body, outcome.outputFiles);
  return state === 'succeeded' ? nothingWritten(outcome) : null;
};

/** A QueryIProductionJob answer as a job; null when it says nothing about one. `raw` is kept as it is. */
export const decodeProduction = (
  body: Fields,
  asker: Asker,
  raw: string | null,
): ProductionJob | null => {
  const providerState = textOf(body['Status']);
  const functionName = textOf(body['FunctionName']);
  if (providerState === null && functionName === null) return null;
  const state = stateOf(providerState);
  const outcome = {
    result: resultOf(body['Result']),
    outputFiles: textsOf(body['OutputFiles']),
    outputMediaIds: textsOf(body['OutputMediaIds']),
    outputUrls: textsOf(body['OutputUrls']).map((url) => ({ url, expiresAt: expiryOf(url) })),
  };
  return {
    id: textOf(body['JobId']) ?? '',
    provider: 'ims',
    profile: asker.profile,
    region: asker.region,
    function: functionName,
    state,
    providerState,
    name: textOf(body['Name']),
    input: inputOf(body['Input']),
    output: outputOf(body['Output']),
    templateId: textOf(body['TemplateId']),
    params: valueOf(body['JobParams']),
    schedule: scheduleOf(body['ScheduleConfig']),
    userData: takeToken(textOf(body['UserData'])).userData,
    createdAt: timeOf(body['CreateTime']),
    finishedAt: timeOf(body['FinishTime']),
    error: errorOf(state, body, outcome),
    ...outcome,
    raw,
  };
};
