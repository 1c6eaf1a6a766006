// Reads and changes the faults of a running service, from another process.
import { request as httpRequest } from 'node:http';
import { CliError, Exit } from '../../errors.js';
import type { ServiceFile } from '../process/service-file.js';
import { faultsPath } from '../process/control-paths.js';
import type { InjectedFault, FaultName, FaultOperation } from '../faults/injected-fault.js';

const patienceMs = 5_000;

/** As typed; the service fills in what is absent. */
export interface FaultRequest {
  readonly name: FaultName;
  readonly operation?: FaultOperation | undefined;
  readonly count?: number | undefined;
  readonly delayMs?: number | undefined;
}

const failed = (message: string): CliError =>
  new CliError(Exit.unavailable, `Cannot reach the faults of the local service: ${message}`, {
    hint: 'Restart it: `asrctl local stop`, then `asrctl local start`.',
  });

interface ControlAnswer {
  readonly faults?: readonly InjectedFault[];
  readonly message?: string;
}

const parse = (text: string): ControlAnswer => {
  try {
    return JSON.parse(text) as ControlAnswer;
  } catch {
    return {};
  }
};

const ask = (
  file: ServiceFile,
  method: string,
  search: string,
  body: string,
): Promise<{ status: number; answer: ControlAnswer }> =>
  new Promise((resolve, reject) => {
    const options = {
      method,
      agent: false,
      timeout: patienceMs,
      headers: { authorization: `Bearer ${file.controlToken}` },
    };
    const request = httpRequest(`${file.endpoint}${faultsPath}${search}`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('error', () => reject(failed('the answer was cut')));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, answer: parse(text) }));
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
): Promise<readonly InjectedFault[]> => {
  const { status, answer } = await ask(file, method, search, body);
  if (status === 200 && answer.faults !== undefined) return answer.faults;
  const why = answer.message ?? `it answered with status ${status}`;
  if (status === 400) throw new CliError(Exit.usage, `Cannot set the fault: ${why}`);
  throw failed(why);
};

/** The active faults. Throws exit 8 when the service does not answer, as the next two do. */
export const listFaults = (file: ServiceFile): Promise<readonly InjectedFault[]> =>
  faultsOf(file, 'GET');

/** The fault as it was set. Throws exit 2 for an invalid one. */
export const setFault = (
  file: ServiceFile,
  wish: FaultRequest,
): Promise<readonly InjectedFault[]> => faultsOf(file, 'POST', '', JSON.stringify(wish));

/** The cleared faults: one, or with null all. */
export const clearFaults = (
  file: ServiceFile,
  name: FaultName | null,
): Promise<readonly InjectedFault[]> =>
  faultsOf(file, 'DELETE', name === null ? '' : `?name=${encodeURIComponent(name)}`);
