// The documents of the service's own paths.
import { isFields, type Fields } from '../../json.js';
import type { WireAnswer, WireRequest } from '../wire/wire.js';

export const json = (status: number, body: object): WireAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

export const refused = (status: number, message: string): WireAnswer => json(status, { message });

/** The JSON object in a request's body; null for anything else, and above the limit. */
export const fieldsIn = async (
  request: WireRequest,
  limitBytes: number,
): Promise<Fields | null> => {
  try {
    const value = JSON.parse((await request.body(limitBytes)).toString('utf8')) as unknown;
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
};
