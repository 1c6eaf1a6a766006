// SubmitASRJob: its parameters checked as the service checks them.
import type { NewJob } from '../../jobs/job.js';
import { MediaError, type MediaReason } from '../../media/media.js';
import { engineMissing, type Service } from '../wire.js';
import { ImsFault, invalid, missing } from './ims-fault.js';
import type { Parameters } from './parameters.js';

/** The parts of a submit that later answers repeat; stored with the job. */
export interface AsrRequest {
  readonly title: string;
  readonly description: string | null;
  readonly userData: string | null;
  readonly editingConfig: string | null;
  readonly startTime: string | null;
  readonly duration: string | null;
  /** Maximum units (words, or characters of a script without spaces) of a segment. */
  readonly sentenceMaxLength: number | null;
}

/** Title and Description: at most 128 bytes of UTF-8 (SubmitASRJob page). */
const maxTextBytes = 128;

const shortText = (parameters: Parameters, name: string): string | null => {
  const text = parameters.get(name) ?? '';
  if (text === '') return null;
  const bytes = Buffer.byteLength(text);
  if (bytes > maxTextBytes) {
    throw invalid(name, `${bytes} bytes`, `at most ${maxTextBytes} bytes are allowed`);
  }
  return text;
};

/** `HH:MM:SS` in milliseconds. */
const timeMs = (parameters: Parameters, name: string): number | null => {
  const text = parameters.get(name) ?? '';
  if (text === '') return null;
  const found = /^(\d{2}):([0-5]\d):([0-5]\d)$/.exec(text);
  if (found === null) throw invalid(name, text, 'format: HH:MM:SS');
  const [, hours, minutes, seconds] = found;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
};

const jsonText = (parameters: Parameters, name: string): unknown => {
  const text = parameters.get(name) ?? '';
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid(name, text.slice(0, 60), 'format: JSON');
  }
};

/** The range and the wording are the service's (4–50). Keys it does not know are ignored, as there. */
const sentenceMaxLength = (parameters: Parameters): number | null => {
  const config = jsonText(parameters, 'EditingConfig');
  if (config === null) return null;
  if (typeof config !== 'object' || Array.isArray(config)) {
    throw invalid('EditingConfig', JSON.stringify(config).slice(0, 60), 'format: JSON object');
  }
  const value = (config as Record<string, unknown>)['SentenceMaxLength'];
  if (value === undefined || value === null) return null;
  const length = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 4 || length > 50) {
    const input = typeof value === 'string' ? value : JSON.stringify(value);
    throw invalid('EditingConfig.SentenceMaxLength', input, 'value range: 4-50');
  }
  return length;
};

const refusals: Record<MediaReason, readonly [status: number, code: string]> = {
  forbidden: [403, 'Forbidden.PathNotAllowed'],
  missing: [404, 'InvalidParameter.InputFileNotFound'],
  invalid: [400, 'InvalidParameter.InputFile'],
  unsupported: [400, 'InvalidParameter.InputFile'],
};

const locate = async (service: Service, input: string): Promise<string> => {
  try {
    return await service.media.locate(input);
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    throw new ImsFault(...refusals[error.reason], error.message);
  }
};

/** The job of a SubmitASRJob request. Throws ImsFault. */
export const readSubmitAsr = async (parameters: Parameters, service: Service): Promise<NewJob> => {
  const input = parameters.get('InputFile') ?? '';
  if (input === '') throw missing('InputFile');
  const title = shortText(parameters, 'Title');
  const description = shortText(parameters, 'Description');
  const startMs = timeMs(parameters, 'StartTime') ?? 0;
  const durationMs = timeMs(parameters, 'Duration');
  if (durationMs === 0) throw invalid('Duration', '00:00:00', 'it must be longer than zero');
  jsonText(parameters, 'UserData');
  const maxLength = sentenceMaxLength(parameters);
  if ((await service.engine()) === null) {
    throw new ImsFault(403, 'OperationDenied.EngineMissing', engineMissing);
  }
  const file = await locate(service, input);
  const now = new Date(service.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const request: AsrRequest = {
    // The name the cloud gives to jobs that come without one.
    title: title ?? `default_title_${now}`,
    description,
    userData: parameters.get('UserData') || null,
    editingConfig: parameters.get('EditingConfig') || null,
    startTime: parameters.get('StartTime') || null,
    duration: parameters.get('Duration') || null,
    sentenceMaxLength: maxLength,
  };
  return { protocol: 'ims', type: 'ASR', input, file, startMs, durationMs, request };
};
