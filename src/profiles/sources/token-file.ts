// The OIDC token that an orchestrator writes into a file, and renews there.
import { readTrusted } from '../trusted-file.js';
import type { SourceWorld } from '../world.js';
import { noCredentials } from './source.js';

/** The token. Read with every refresh. Throws exit 4 when the file is missing or empty. */
export const oidcToken = (file: string, origin: string, { processes }: SourceWorld): string => {
  const token = readTrusted(file, processes)?.trim() ?? '';
  if (token !== '') return token;
  throw noCredentials(
    `${origin} names an OIDC token file that is missing or empty: ${file}`,
    'Check the path, and the service account of this pod or job.',
  );
};
