// Intelligent production in the service's words: objects as JSON text in one parameter each, states
// `Queuing`, `Analysing`, `Success`, `Fail` (SubmitIProductionJob and QueryIProductionJob pages).
import { pathToFileURL } from 'node:url';
import { isFields, type Fields } from '../../../json.js';
import type { LocalJob, LocalResult, LocalState, NewJob } from '../../jobs/job.js';
import { MediaError, type MediaReason } from '../../media/media.js';
import { localFunctions, type LocalFunction } from '../../production/functions.js';
import type { ProductionRequest } from '../../production/request.js';
import type { Service } from '../wire.js';
import type { Action } from './actions.js';
import { Fault, invalid, missing } from './faults.js';
import type { Parameters } from './submit.js';

const textIn = (parameters: Parameters, name: string, most = 4096): string | null => {
  const text = parameters.get(name) ?? '';
  if (Array.from(text).length > most)
    throw invalid(name, `${text.length} characters`, `at most ${most} characters are allowed`);
  return text === '' ? null : text;
};

const objectIn = (parameters: Parameters, name: string): Fields | null => {
  const text = textIn(parameters, name);
  if (text === null) return null;
  let value: unknown = null;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    // Refused below, as JSON of another kind is.
  }
  if (isFields(value)) return value;
  throw invalid(name, text.slice(0, 60), 'format: JSON object');
};

const codes: Record<MediaReason, readonly [status: number, code: string]> = {
  forbidden: [403, 'Forbidden.PathNotAllowed'],
  missing: [404, 'InvalidParameter.InputFileNotFound'],
  invalid: [400, 'InvalidParameter'],
  unsupported: [400, 'InvalidParameter'],
};

const asFault = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof MediaError ? new Fault(...codes[error.reason], error.message) : error;
  }
};

const functionOf = (parameters: Parameters): { name: string; recipe: LocalFunction } => {
  const name = textIn(parameters, 'FunctionName');
  if (name === null) throw missing('FunctionName');
  const recipe = localFunctions.get(name);
  if (recipe !== undefined) return { name, recipe };
  const known = [...localFunctions.keys()].join(', ');
  throw new Fault(
    400,
    'InvalidParameter.FunctionNotSupported',
    `The local service does not run ${name.slice(0, 60)}; it runs ${known}.`,
  );
};

const mediaIn = (
  parameters: Parameters,
  name: 'Input' | 'Output',
): { fields: Fields; media: string } => {
  const fields = objectIn(parameters, name);
  if (fields === null) throw missing(name);
  const { Media: media } = fields;
  if (typeof media !== 'string' || media === '') throw missing(`${name}.Media`);
  return { fields, media };
};

/** Further sounds of AudioMixing: `{"Audios": ["oss://…"]}`. The pages we know name no parameters; this is ours. */
const moreOf = async (
  params: Fields | null,
  wanted: boolean,
  service: Service,
): Promise<string[]> => {
  if (!wanted) return [];
  const given = params?.['Audios'];
  const audios = Array.isArray(given) ? given.filter((item) => typeof item === 'string') : [];
  if (audios.length === 0 || audios.length > 31)
    throw invalid('JobParams.Audios', String(audios.length), 'a list of 1 to 31 addresses');
  return Promise.all(audios.map((audio) => asFault(service.media.locate(audio))));
};

/** The output's address with an extension that the function can write. */
const withExtension = (address: string, { extensions }: LocalFunction): string => {
  const own = /\.([A-Za-z0-9]{1,5})$/.exec(address)?.[1]?.toLowerCase();
  if (own === undefined) return `${address}.${extensions[0]}`;
  if (extensions.includes(own)) return address;
  throw invalid('Output.Media', `.${own}`, `one of ${extensions.map((e) => `.${e}`).join(' ')}`);
};

/** The whole job a SubmitIProductionJob asks for. Throws Fault. */
const readSubmit = async (parameters: Parameters, service: Service): Promise<NewJob> => {
  const { name: functionName, recipe } = functionOf(parameters);
  const input = mediaIn(parameters, 'Input');
  const output = mediaIn(parameters, 'Output');
  const params = objectIn(parameters, 'JobParams');
  if (params?.['Model'] !== undefined)
    throw invalid(
      'JobParams.Model',
      JSON.stringify(params['Model']),
      'the local service has no models',
    );
  const address = withExtension(output.media, recipe);
  const target = await asFault(service.media.writable(address));
  const request: ProductionRequest = {
    functionName,
    name: textIn(parameters, 'Name', 100),
    input: input.fields,
    output: output.fields,
    schedule: objectIn(parameters, 'ScheduleConfig'),
    params: textIn(parameters, 'JobParams'),
    templateId: textIn(parameters, 'TemplateId'),
    modelId: textIn(parameters, 'ModelId'),
    userData: textIn(parameters, 'UserData', 256),
    more: await moreOf(params, recipe.takesMore, service),
    target,
    targetName: address.startsWith('oss://') ? address.replace(/^oss:\/\/[^/]+\//, '') : target,
    replace: address.startsWith('oss://'),
  };
  const file = await asFault(service.media.locate(input.media));
  const part = { startMs: 0, durationMs: null };
  return { protocol: 'production', type: functionName, input: input.media, file, ...part, request };
};

const words: Record<LocalState, string> = {
  created: 'Queuing',
  running: 'Analysing',
  finished: 'Success',
  failed: 'Fail',
  cancelled: 'Cancelled',
};

const time = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** A reason has no field of its own; it stands where the older twin of this API puts it. */
const resultText = (job: LocalJob, produced: LocalResult['produced']): string => {
  if (job.error !== null)
    return JSON.stringify({ Code: job.error.code, Message: job.error.message });
  return JSON.stringify(produced?.result ?? {});
};

/** The body of QueryIProductionJob; absent fields are left out. */
const answerOf = (job: LocalJob, result: LocalResult | null): object => {
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
    Status: words[job.state],
    OutputFiles: produced?.files ?? [],
    OutputMediaIds: [],
    // Client and service share this machine: the address of the file itself never ends.
    OutputUrls: (produced?.paths ?? []).map((path) => pathToFileURL(path).href),
  };
};

const known = (parameters: Parameters, service: Service): LocalJob => {
  const id = textIn(parameters, 'JobId');
  if (id === null) throw missing('JobId');
  const job = service.jobs.get('production', id);
  if (job !== null) return job;
  throw new Fault(
    404,
    'InvalidParameter.JobNotFound',
    `The specified job does not exist: ${id.slice(0, 60)}`,
  );
};

export const productionActions: readonly (readonly [name: string, action: Action])[] = [
  [
    'SubmitIProductionJob',
    async (parameters, service) => ({
      JobId: service.jobs.submit(await readSubmit(parameters, service)).id,
    }),
  ],
  [
    'QueryIProductionJob',
    (parameters, service) => {
      const job = known(parameters, service);
      return answerOf(job, job.state === 'finished' ? service.jobs.result(job.id) : null);
    },
  ],
  [
    'CancelIProductionJob',
    (parameters, service) => {
      service.jobs.cancel('production', known(parameters, service).id);
      return { Message: 'success' };
    },
  ],
];
