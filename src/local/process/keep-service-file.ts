// service.json while the service runs: without it no client finds the service, and the lock keeps every
// other one from starting.
import { existsSync } from 'node:fs';
import type { LocalPaths } from './paths.js';
import { replacePrivate } from './private-file.js';
import { readServiceFile, type ServiceFile } from './service-file.js';

const isSameFile = (a: ServiceFile, b: ServiceFile): boolean =>
  Object.entries(a).every(([name, value]) => b[name as keyof ServiceFile] === value);

/** Restores the file where it is missing or says something else; false when the service's folder is gone. */
export const keepServiceFile =
  ({ dir, service }: LocalPaths, file: ServiceFile, log: (line: string) => void) =>
  (): boolean => {
    if (!existsSync(dir)) return false;
    const found = readServiceFile(service);
    if (found !== null && isSameFile(file, found)) return true;
    replacePrivate(service, file);
    log('service.json was missing or changed; it is restored');
    return true;
  };
