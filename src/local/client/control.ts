// One request to the service's own paths, with the control token. Only after it has proven itself: the token
// gives control over it.
import { request as httpRequest } from 'node:http';
import { CliError, Exit } from '../../errors.js';
import type { ServiceFile } from '../process/service-file.js';

/** Deleting many jobs takes seconds. */
const patienceMs = 15_000;

export interface ControlRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: string;
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export const controlFailed = (message: string): CliError =>
  new CliError(Exit.unavailable, `The local service cannot be controlled: ${message}`, {
    hint: 'Restart it: `asrctl local stop`, then `asrctl local start`.',
  });

const parse = (text: string): ControlAnswer['body'] => {
  try {
    return JSON.parse(text) as ControlAnswer['body'];
  } catch {
    return {};
  }
};

/** Rejects with exit 8 when the service does not answer. */
export const askControl = (
  { endpoint, controlToken }: ServiceFile,
  { method, path, body = '' }: ControlRequest,
): Promise<ControlAnswer> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${controlToken}` };
    const options = { method, agent: false, timeout: patienceMs, headers };
    const request = httpRequest(`${endpoint}${path}`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('error', () => reject(controlFailed('its answer is incomplete')));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: parse(text) }));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => reject(controlFailed('it does not answer')));
    request.end(body);
  });

/** The answer's body when the status is 200. Throws exit 2 for a request it refuses, exit 8 otherwise. */
export const control = async (
  file: ServiceFile,
  request: ControlRequest,
): Promise<ControlAnswer['body']> => {
  const { status, body } = await askControl(file, request);
  if (status === 200) return body;
  const why = typeof body['message'] === 'string' ? body['message'] : `status ${status}`;
  if (status === 400) throw new CliError(Exit.usage, `The local service refused it: ${why}`);
  throw controlFailed(why);
};
