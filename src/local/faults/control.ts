// The path of the service that sets faults; see own-routes.ts for who may use it.
import { BodyTooLarge, type WireAnswer, type WireRequest } from '../wire/wire.js';
import { json, refused } from '../process/control-answers.js';
import type { ActiveFaults } from './active-faults.js';
import { faultNames, readFault, type InjectedFault, type FaultName } from './injected-fault.js';

const bodyLimitBytes = 4_096;

const listed = (faults: readonly InjectedFault[]): WireAnswer => json(200, { faults });

const set = async (request: WireRequest, activeFaults: ActiveFaults): Promise<WireAnswer> => {
  let value: unknown;
  try {
    value = JSON.parse((await request.body(bodyLimitBytes)).toString('utf8')) as unknown;
  } catch (error) {
    return refused(error instanceof BodyTooLarge ? 413 : 400, 'the body is no JSON');
  }
  const fault = readFault(value);
  if (typeof fault === 'string') return refused(400, fault);
  activeFaults.set(fault);
  return listed([fault]);
};

const clear = ({ query }: WireRequest, activeFaults: ActiveFaults): WireAnswer => {
  const name = new URLSearchParams(query).get('name');
  if (name !== null && !faultNames.includes(name as FaultName)) {
    return refused(400, 'no such fault');
  }
  return listed(activeFaults.clear(name as FaultName | null));
};

/** `GET` lists the faults, `POST` sets one, `DELETE` clears all or the one in `name`. */
export const controlFaults = async (
  request: WireRequest,
  activeFaults: ActiveFaults,
): Promise<WireAnswer> => {
  if (request.method === 'GET') return listed(activeFaults.list());
  if (request.method === 'POST') return set(request, activeFaults);
  return request.method === 'DELETE'
    ? clear(request, activeFaults)
    : refused(405, 'no such method');
};
