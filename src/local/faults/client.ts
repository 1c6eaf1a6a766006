// Asking a running service about its faults, from another process.
import { request as httpRequest } from 'node:http';
import { CliError, Exit } from '../../errors.js';
import type { ServiceFile } from '../process/service-file.js';
import { controlPath } from './control-path.js';
import type { Fault, FaultName, FaultOperation } from './fault.js';

const patienceMs = 5_000;

/** As typed; what is absent the service fills in. */
export interface FaultWish {
  readonly name: FaultName;
  readonly operation?: FaultOperation | undefined;
  readonly count?: number | undefined;
  readonly delayMs?: number | undefined;
}

const failed = (message: string): CliError =>
  new CliError(Exit.unavailable, `The local service cannot be asked for faults: ${message}`, {
    hint: 'Stop it and start it again: `asrctl local stop`, then `asrctl local start`.',
  });

interface Told {
  readonly faults?: readonly Fault[];
  readonly message?: string;
}

const parse = (text: string): Told => {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return {};
  }
};

const ask = (
  file: ServiceFile,
  method: string,
  search: string,
  body: string,
): Promise<{ status: number; told: Told }> =>
  new Promise((resolve, reject) => {
    const options = {
      method,
      agent: false,
      timeout: patienceMs,
      headers: { authorization: `Bearer ${file.controlToken}` },
    };
    const request = httpRequest(`${file.endpoint}${controlPath}${search}`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('error', () => reject(failed('the answer was cut')));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, told: parse(text) }));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => reject(failed('no answer')));
    request.end(body);
  });

const faultsOf = async (
  file: ServiceFile,
  method: string,
  search = '',
  body = '',
): Promise<readonly Fault[]> => {
  const { status, told } = await ask(file, method, search, body);
  if (status === 200 && told.faults !== undefined) return told.faults;
  const why = told.message ?? `it answered with status ${status}`;
  if (status === 400) throw new CliError(Exit.usage, `Not a fault that can be set: ${why}`);
  throw failed(why);
};

/** The faults in force. Throws exit 8 when the service does not answer, as the next two do. */
export const listFaults = (file: ServiceFile): Promise<readonly Fault[]> => faultsOf(file, 'GET');

/** The fault as it was set. Throws exit 2 for one that makes no sense. */
export const setFault = (file: ServiceFile, wish: FaultWish): Promise<readonly Fault[]> =>
  faultsOf(file, 'POST', '', JSON.stringify(wish));

/** The faults that were ended: one, or with null all. */
export const clearFaults = (file: ServiceFile, name: FaultName | null): Promise<readonly Fault[]> =>
  faultsOf(file, 'DELETE', name === null ? '' : `?name=${encodeURIComponent(name)}`);
