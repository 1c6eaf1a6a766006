// SubmitIProductionJob: from what was typed to parameters, checked before anything is sent. Pure.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageError } from '../../../errors.js';
import { productionFunctions, type ProductionRequest } from '../../../jobs/production.js';
import { isFields, type Fields } from '../../../json.js';

/** Where the request goes. */
export interface Target {
  readonly region: string | null;
  /** The local service reads and writes file:// as well. */
  readonly local: boolean;
}

/** Name: at most 100 characters; UserData: at most 256 (SubmitIProductionJob page). */
const longest = { name: 100, userData: 256 } as const;

const limited = (text: string | null, flag: string, most: number): string | null => {
  const { length } = Array.from(text ?? '');
  if (length <= most) return text;
  throw usageError(`${flag} has ${length} characters; IMS takes at most ${most}`, 'Shorten it.');
};

const jsonObject = (text: string, flag: string): Fields => {
  let value: unknown = null;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    // Said below, together with JSON that is no object.
  }
  if (isFields(value)) return value;
  throw usageError(`${flag} is not a JSON object`, `Write ${flag} '{"Key":"value"}'.`);
};

const ossHost =
  /^(?:oss|https?):\/\/([a-z0-9][a-z0-9-]*)\.oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com\/([^?#]+)/i;

/** This operation takes objects as `oss://bucket/object`; SubmitASRJob needs the host. */
const ossMedia = (typed: string, flag: string): string => {
  const [, bucket, , key] = ossHost.exec(typed) ?? [];
  if (bucket !== undefined) return `oss://${bucket}/${key}`;
  if (/^oss:\/\/[^/]+\/.+/i.test(typed)) return typed;
  throw usageError(
    `${flag} "${typed}" is not an OSS object`,
    'Write oss://bucket/object, or a media id.',
  );
};

const mediaOf = (typed: string, flag: string, { local }: Target): Fields => {
  if (/^\s*\{/.test(typed)) return jsonObject(typed, flag);
  if (/^[0-9a-f]{32}$/i.test(typed)) return { Type: 'Media', Media: typed };
  if (!isAbsolute(typed) && !typed.startsWith('file://'))
    return { Type: 'OSS', Media: ossMedia(typed, flag) };
  if (local) return { Type: 'OSS', Media: isAbsolute(typed) ? pathToFileURL(typed).href : typed };
  throw usageError(
    `${flag} "${typed}" is a local file, and IMS reads and writes OSS objects only`,
    'Upload it and give its oss:// address, or use --profile local.',
  );
};

const scheduleOf = ({ pipelineId, priority }: ProductionRequest): Fields | null => {
  if (pipelineId === null && priority === null) return null;
  if (priority !== null && !/^(?:[1-9]|10)$/.test(priority))
    throw usageError(`--priority must be a whole number from 1 to 10, not ${priority}`);
  return {
    ...(pipelineId === null ? {} : { PipelineId: pipelineId }),
    ...(priority === null ? {} : { Priority: Number(priority) }),
  };
};

const functionName = (typed: string): string => {
  const known = productionFunctions.find((name) => name.toLowerCase() === typed.toLowerCase());
  if (known !== undefined) return known;
  if (/^[A-Za-z]\w{1,63}$/.test(typed)) return typed;
  throw usageError(
    `--function "${typed}" is not the name of a function`,
    `Use one of: ${productionFunctions.join(', ')}.`,
  );
};

/** What looks wrong but is sent all the same. */
export const noticesFor = (request: ProductionRequest, { region }: Target): readonly string[] => {
  const name = functionName(request.functionName);
  const known = productionFunctions.some((one) => one === name);
  const [, , lies] = ossHost.exec(request.input) ?? [];
  return [
    ...(known ? [] : [`${name} is not a function that the API page names.`]),
    ...(lies === undefined || region === null || lies === region
      ? []
      : [`The input lies in ${lies} but the job goes to ${region}: it may end without output.`]),
  ];
};

/**
 * The parameters, all texts: Input, Output and ScheduleConfig are objects that travel as JSON text in
 * one parameter each (request model of the official SDKs). Throws usage errors (exit 2).
 */
export const productionParameters = (
  request: ProductionRequest,
  target: Target,
): Readonly<Record<string, string>> => {
  const schedule = scheduleOf(request);
  const { params } = request;
  if (params !== null) jsonObject(params, '--params');
  const parameters: Readonly<Record<string, string | null>> = {
    FunctionName: functionName(request.functionName),
    Input: JSON.stringify(mediaOf(request.input, '--input', target)),
    Output: JSON.stringify(mediaOf(request.output, '--output', target)),
    JobParams: params,
    Name: limited(request.name, '--name', longest.name),
    TemplateId: request.templateId,
    ModelId: request.modelId,
    ScheduleConfig: schedule === null ? null : JSON.stringify(schedule),
    UserData: limited(request.userData, '--user-data', longest.userData),
  };
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null),
  );
};
