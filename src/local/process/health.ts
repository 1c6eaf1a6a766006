// Asking a service whether it is the one that service.json tells of.
import { get } from 'node:http';
import { readServiceFile, type ServiceFile } from './service-file.js';

export interface Health {
  readonly pid: number;
  readonly version: string;
  /** Null when none is installed. */
  readonly engine: string | null;
  readonly running: number;
  readonly waiting: number;
}

const patienceMs = 3_000;

const isHealth = (value: unknown): value is Health => {
  const fields = value as Record<string, unknown> | null;
  return fields?.['service'] === 'asrctl-local' && typeof fields['pid'] === 'number';
};

const parse = (text: string): Health | null => {
  try {
    const value = JSON.parse(text) as unknown;
    return isHealth(value) ? value : null;
  } catch {
    return null;
  }
};

/** What answers at the endpoint, or null when nothing does within three seconds, or nothing of ours. */
const ask = (endpoint: string): Promise<Health | null> =>
  new Promise((resolve) => {
    const options = { timeout: patienceMs, agent: false };
    const request = get(`${endpoint}/_asrctl/health`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('error', () => resolve(null));
      answer.on('end', () => {
        resolve(parse(text));
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
  });

export interface Found {
  readonly file: ServiceFile;
  readonly health: Health;
}

/** The running service of a state folder, or null. Its process number must be the file's: ports get reused. */
export const findService = async (serviceFile: string): Promise<Found | null> => {
  const file = await readServiceFile(serviceFile);
  if (file === null) return null;
  const health = await ask(file.endpoint);
  return health?.pid === file.pid ? { file, health } : null;
};
