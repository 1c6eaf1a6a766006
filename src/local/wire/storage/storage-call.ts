// A storage operation; operations.ts and multipart.ts hold them.
import type { Service, WireAnswer, WireRequest } from '../wire.js';
import type { Dialect } from './dialect.js';
import type { ObjectName, Objects } from './objects.js';
import type { Parts } from './parts.js';

/** A request with a valid signature. */
export interface StorageCall {
  readonly request: WireRequest;
  readonly name: ObjectName;
  /** Decoded; a key without a value has the value ''. */
  readonly query: ReadonlyMap<string, string>;
  readonly dialect: Dialect;
  readonly objects: Objects;
  readonly parts: Parts;
  readonly service: Pick<Service, 'now' | 'log'>;
}

export type Operation = (call: StorageCall) => Promise<WireAnswer>;
