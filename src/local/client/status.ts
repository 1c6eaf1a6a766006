// What a running service does: asked with its control token, after it has proven that it is the one.
import { get } from 'node:http';
import { statusPath } from '../process/control-paths.js';
import type { ServiceStatus } from '../process/own-routes.js';
import type { ServiceFile } from '../process/service-file.js';
import { findService } from './find.js';

export interface FoundService {
  readonly file: ServiceFile;
  readonly status: ServiceStatus;
}

const patienceMs = 3_000;

const parse = (text: string): ServiceStatus | null => {
  try {
    const value = JSON.parse(text) as Partial<ServiceStatus> | null;
    return typeof value?.running === 'number' ? (value as ServiceStatus) : null;
  } catch {
    return null;
  }
};

/** Null when the service does not answer within three seconds. */
const askStatus = ({ endpoint, controlToken }: ServiceFile): Promise<ServiceStatus | null> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${controlToken}` };
    const options = { timeout: patienceMs, agent: false, headers };
    const request = get(`${endpoint}${statusPath}`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('error', () => resolve(null));
      answer.on('end', () => resolve(parse(text)));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
  });

/** The running service of a state folder with its status, or null. */
export const findWithStatus = async (serviceFile: string): Promise<FoundService | null> => {
  const file = await findService(serviceFile);
  const status = file && (await askStatus(file));
  return file && status && { file, status };
};
