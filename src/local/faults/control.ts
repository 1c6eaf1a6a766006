// The one path of the service that sets faults. It is no wire protocol: who asks shows the token of
// service.json, which only this user can read.
import { createHash, timingSafeEqual } from 'node:crypto';
import { BodyTooLarge, type WireAnswer, type WireRequest } from '../wire/wire.js';
import type { FaultBoard } from './active-faults.js';
import { faultNames, readFault, type Fault, type FaultName } from './fault.js';

const bodyLimitBytes = 4_096;

const json = (status: number, body: object): WireAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
const refused = (status: number, message: string): WireAnswer => json(status, { message });
const told = (faults: readonly Fault[]): WireAnswer => json(200, { faults });

// Of equal length whatever was sent, so that the comparison takes the same time.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isAllowed = ({ headers }: WireRequest, token: string): boolean =>
  timingSafeEqual(digest(headers['authorization']?.[0] ?? ''), digest(`Bearer ${token}`));

const set = async (request: WireRequest, activeFaults: FaultBoard): Promise<WireAnswer> => {
  let value: unknown;
  try {
    value = JSON.parse((await request.body(bodyLimitBytes)).toString('utf8')) as unknown;
  } catch (error) {
    return refused(error instanceof BodyTooLarge ? 413 : 400, 'the body is no JSON');
  }
  const fault = readFault(value);
  if (typeof fault === 'string') return refused(400, fault);
  activeFaults.set(fault);
  return told([fault]);
};

const clear = ({ query }: WireRequest, activeFaults: FaultBoard): WireAnswer => {
  const name = new URLSearchParams(query).get('name');
  if (name !== null && !faultNames.includes(name as FaultName)) {
    return refused(400, 'no such fault');
  }
  return told(activeFaults.clear(name as FaultName | null));
};

/** `GET` lists the faults, `POST` sets one, `DELETE` with or without `name` ends them; 401 without the token. */
export const controlFaults = async (
  request: WireRequest,
  activeFaults: FaultBoard,
  token: string,
): Promise<WireAnswer> => {
  if (!isAllowed(request, token)) return refused(401, 'the control token is missing or wrong');
  if (request.method === 'GET') return told(activeFaults.list());
  if (request.method === 'POST') return set(request, activeFaults);
  return request.method === 'DELETE'
    ? clear(request, activeFaults)
    : refused(405, 'no such method');
};
