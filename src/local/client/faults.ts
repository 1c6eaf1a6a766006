// Reads and changes the faults of a running service, from another process.
import type { FaultName, FaultOperation, InjectedFault } from '../faults/injected-fault.js';
import { faultsPath } from '../process/control-paths.js';
import type { ServiceFile } from '../process/service-file.js';
import { control, controlFailed, type ControlRequest } from './control.js';

/** As typed; the service fills in what is absent. */
export interface FaultRequest {
  readonly name: FaultName;
  readonly operation?: FaultOperation | undefined;
  readonly count?: number | undefined;
  readonly delayMs?: number | undefined;
}

const faultsOf = async (
  file: ServiceFile,
  request: ControlRequest,
): Promise<readonly InjectedFault[]> => {
  const { faults } = await control(file, request);
  if (Array.isArray(faults)) return faults as readonly InjectedFault[];
  throw controlFailed('its answer is incomplete');
};

/** The active faults. Throws exit 8 when the service does not answer, as the next two do. */
export const listFaults = (file: ServiceFile): Promise<readonly InjectedFault[]> =>
  faultsOf(file, { method: 'GET', path: faultsPath });

/** The fault as it was set. Throws exit 2 for an invalid one. */
export const setFault = (
  file: ServiceFile,
  request: FaultRequest,
): Promise<readonly InjectedFault[]> =>
  faultsOf(file, { method: 'POST', path: faultsPath, body: JSON.stringify(request) });

/** The cleared faults: one, or with null all. */
export const clearFaults = (
  file: ServiceFile,
  name: FaultName | null,
): Promise<readonly InjectedFault[]> => {
  const query = name === null ? '' : `?name=${encodeURIComponent(name)}`;
  return faultsOf(file, { method: 'DELETE', path: `${faultsPath}${query}` });
};
