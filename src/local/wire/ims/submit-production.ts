// SubmitIProductionJob: objects travel as JSON text in one parameter each (SubmitIProductionJob page).
import { isFields, type Fields } from '../../../json.js';
import type { NewJob } from '../../jobs/job.js';
import { MediaError, type MediaReason } from '../../media/media.js';
import { localFunctions, type LocalFunction } from '../../production/functions.js';
import type { ProductionRequest } from '../../production/request.js';
import type { Service } from '../wire.js';
import { ImsFault, invalid, missing } from './ims-fault.js';
import type { Parameters } from './parameters.js';

export const textIn = (parameters: Parameters, name: string, most = 4096): string | null => {
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
    // Refused below, like JSON of another type.
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
    throw error instanceof MediaError ? new ImsFault(...codes[error.reason], error.message) : error;
  }
};

const functionOf = (parameters: Parameters): { name: string; recipe: LocalFunction } => {
  const name = textIn(parameters, 'FunctionName');
  if (name === null) throw missing('FunctionName');
  const recipe = localFunctions.get(name);
  if (recipe !== undefined) return { name, recipe };
  const known = [...localFunctions.keys()].join(', ');
  throw new ImsFault(
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

/** Further audio files of AudioMixing: `{"Audios": ["oss://…"]}`. The pages we know name no parameters; this is ours. */
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

/** The job of a SubmitIProductionJob request. Throws ImsFault. */
export const readSubmitProduction = async (
  parameters: Parameters,
  service: Service,
): Promise<NewJob> => {
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
