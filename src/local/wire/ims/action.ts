// What an operation is; actions.ts and production.ts list those this service has.
import type { Service } from '../wire.js';
import type { Parameters } from './parameters.js';

/** Takes the parameters, wherever they travelled, and gives the answer's body without the request id. Throws ImsFault. */
export type Action = (parameters: Parameters, service: Service) => Promise<object> | object;
