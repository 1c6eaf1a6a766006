// A create request: its Request document checked as the cloud checks it.
import type { NewJob } from '../../jobs/job.js';
import { MediaError, type MediaReason } from '../../media/media.js';
import { engineMissing, type Service } from '../wire.js';
import { CiFault, invalid } from './ci-fault.js';
import { readParameters, type Parameters } from './parameters.js';
import { queueIdOf } from './queues.js';
import { nodeIn, readRequest, textIn, type Node } from './xml.js';

export const tag = 'SpeechRecognition';

/** The parts of a create request that later answers repeat; stored with the job. */
export interface CiRequest {
  readonly input: { readonly object: string } | { readonly url: string };
  readonly parameters: Parameters;
  readonly output: { readonly Region: string; readonly Bucket: string; readonly Object: string };
  readonly userData: string | null;
  readonly jobLevel: string;
}

const inputOf = (root: Node): CiRequest['input'] => {
  const input = nodeIn(root, 'Input');
  const object = textIn(input, 'Object');
  const url = textIn(input, 'Url');
  if (object !== null) return { object };
  if (url === null) throw invalid('Input.Object or Input.Url is required');
  return { url };
};

const outputOf = (operation: Node): CiRequest['output'] => {
  const output = nodeIn(operation, 'Output');
  const part = (name: string): string => {
    const value = textIn(output, name);
    if (value === null) throw invalid(`Operation.Output.${name} is required`);
    return value;
  };
  return { Region: part('Region'), Bucket: part('Bucket'), Object: part('Object') };
};

const userDataOf = (operation: Node): string | null => {
  const text = textIn(operation, 'UserData');
  if (text !== null && !/^[\x20-\x7e]{1,1024}$/.test(text)) {
    throw invalid('Operation.UserData has at most 1024 printable ASCII characters');
  }
  return text;
};

const jobLevelOf = (operation: Node): string => {
  const level = textIn(operation, 'JobLevel') ?? '0';
  if (!/^[012]$/.test(level)) throw invalid('Operation.JobLevel is 0, 1 or 2');
  return level;
};

const refusals: Record<MediaReason, readonly [status: number, code: string]> = {
  forbidden: [403, 'Forbidden.PathNotAllowed'],
  missing: [404, 'NoSuchKey'],
  invalid: [400, 'InvalidArgument'],
  unsupported: [400, 'InvalidArgument'],
};

const locate = async ({ media, keys }: Service, input: CiRequest['input']): Promise<string> => {
  try {
    if ('object' in input) {
      return await media.check(media.stored(keys.bucket, input.object.replace(/^\/+/, '')));
    }
    if (input.url.startsWith('file://')) return await media.locate(input.url);
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    throw new CiFault(...refusals[error.reason], error.message);
  }
  throw invalid('The local service reads objects of its own bucket and file:// URLs only');
};

// A name that the storage cannot keep is refused here; the cloud fails the job later.
const checkOutput = ({ media }: Service, { Bucket, Object }: CiRequest['output']): void => {
  try {
    media.stored(Bucket, Object.replace(/^\/+/, ''));
  } catch {
    throw invalid('Operation.Output does not name an object');
  }
};

const checkQueue = (root: Node, service: Service): void => {
  const queue = textIn(root, 'QueueId');
  if (queue !== null && queue !== queueIdOf(service.keys)) {
    throw invalid(`The queue does not exist: ${queue.slice(0, 60)}`);
  }
};

const readBody = (body: string, service: Service): CiRequest => {
  const root = readRequest(body, 'Request');
  if (textIn(root, 'Tag') !== tag) throw invalid(`Tag must be ${tag}`);
  checkQueue(root, service);
  const operation = nodeIn(root, 'Operation');
  if (textIn(operation, 'TemplateId') !== null) {
    throw invalid('Operation.TemplateId: the local service has no templates');
  }
  return {
    input: inputOf(root),
    parameters: readParameters(nodeIn(operation, 'SpeechRecognition')),
    output: outputOf(operation),
    userData: userDataOf(operation),
    jobLevel: jobLevelOf(operation),
  };
};

/** The job of a create request. Throws CiFault. */
export const readSubmit = async (body: string, service: Service): Promise<NewJob> => {
  const request = readBody(body, service);
  if ((await service.engine()) === null) {
    throw new CiFault(403, 'OperationDenied.EngineMissing', engineMissing);
  }
  const file = await locate(service, request.input);
  checkOutput(service, request.output);
  const input = 'object' in request.input ? request.input.object : request.input.url;
  return { protocol: 'ci', type: tag, input, file, startMs: 0, durationMs: null, request };
};
