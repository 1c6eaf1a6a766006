// service.json: where the service is and which keys it accepts. It outlives the service, so that
// address and keys stay the same from one start to the next; only its health tells whether it runs.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { replacePrivate } from './private-file.js';
import type { Keys } from '../wire/wire.js';

export interface ServiceFile extends Keys {
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly version: string;
  /** Whoever knows it may set faults; new with every start. */
  readonly controlToken: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

// 62 does not divide 256: bytes beyond the last whole round are left out, so that no letter is likelier.
const randomText = (length: number): string => {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
};

export const makeControlToken = (): string => randomText(43);

/** Fresh keys in the shapes of the two clouds: `LTAI…` with 30 characters, `AKID…` with 32. */
export const makeKeys = (): Keys => ({
  accessKeyId: `LTAI5t${randomText(18)}`,
  accessKeySecret: randomText(30),
  securityToken: `CAIS${randomText(60)}`,
  secretId: `AKID${randomText(32)}`,
  secretKey: randomText(32),
  bucket: 'local-1250000000',
  region: 'ap-chongqing',
});

const keyNames = [
  'accessKeyId',
  'accessKeySecret',
  'securityToken',
  'secretId',
  'secretKey',
  'bucket',
  'region',
] as const;
const textNames = [...keyNames, 'endpoint', 'startedAt', 'version'] as const;

const isServiceFile = (value: unknown): value is Omit<ServiceFile, 'controlToken'> => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const hasTexts = textNames.every((name) => typeof fields[name] === 'string');
  return hasTexts && typeof fields['pid'] === 'number' && typeof fields['port'] === 'number';
};

/** What the last service wrote, or null when none did or the file is not whole. */
export const readServiceFile = async (path: string): Promise<ServiceFile | null> => {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as unknown;
    // The file of an older version has no token yet: nothing of that service asks for one.
    return isServiceFile(value) ? { controlToken: '', ...value } : null;
  } catch {
    return null;
  }
};

/** The keys alone of what was read. */
export const keysOf = (file: ServiceFile): Keys => ({
  accessKeyId: file.accessKeyId,
  accessKeySecret: file.accessKeySecret,
  securityToken: file.securityToken,
  secretId: file.secretId,
  secretKey: file.secretKey,
  bucket: file.bucket,
  region: file.region,
});

/** Replaces the file as a whole, mode 0600: a reader sees the old one or the new one. */
export const writeServiceFile = (path: string, file: ServiceFile): Promise<void> =>
  replacePrivate(path, file);
