// service.json: where the service is and which keys it accepts. It outlives the service, so that
// address and keys stay the same from one start to the next; only a proof shows that it runs.
import { readPrivate } from './private-file.js';
import type { Keys } from '../wire/wire.js';

export interface ServiceFile extends Keys {
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly version: string;
  /** Gives access to status and faults; new with every start. */
  readonly controlToken: string;
}

const keyNames = [
  'accessKeyId',
  'accessKeySecret',
  'securityToken',
  'secretId',
  'secretKey',
  'bucket',
  'region',
] as const;
const textNames = [...keyNames, 'startedAt', 'version', 'controlToken'] as const;

const isServiceFile = (value: unknown): value is ServiceFile => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const { pid, port, endpoint } = fields;
  const hasTexts = textNames.every((name) => typeof fields[name] === 'string');
  // Loopback only, whatever the file says: the keys in it are for this machine.
  return hasTexts && typeof pid === 'number' && endpoint === `http://127.0.0.1:${Number(port)}`;
};

/** What the last service wrote; null when there is none, it is not whole, or another user can have written it. */
export const readServiceFile = (path: string): ServiceFile | null => {
  try {
    const value = JSON.parse(readPrivate(path) ?? 'null') as unknown;
    return isServiceFile(value) ? value : null;
  } catch {
    return null;
  }
};

/** The keys in a service file. */
export const keysOf = (file: ServiceFile): Keys => ({
  accessKeyId: file.accessKeyId,
  accessKeySecret: file.accessKeySecret,
  securityToken: file.securityToken,
  secretId: file.secretId,
  secretKey: file.secretKey,
  bucket: file.bucket,
  region: file.region,
});
