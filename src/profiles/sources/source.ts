// What a credential source is: one file here and one line in index.ts.
import type { Credentials } from '../../api/provider.js';
import { CliError, Exit } from '../../errors.js';
import type { ProviderName } from '../../jobs/job.js';
import type { StoredProfile } from '../store/config.js';
import { secretOf } from '../secret.js';
import type { SourceWorld } from '../world.js';

export interface CredentialRequest {
  readonly name: string;
  readonly profile: StoredProfile;
  readonly world: SourceWorld;
}

/** What a tool's file says beside the keys. */
export interface FileSettings {
  /** The file, for `doctor --explain`. */
  readonly origin: string;
  readonly region: string | null;
  readonly bucket: string | null;
  /** A short name of that bucket: `cos://alias/key`. */
  readonly bucketAlias: string | null;
}

export type ReadSettings = (request: CredentialRequest) => Promise<FileSettings | null>;

export interface Source {
  readonly name: string;
  /** One line of help. */
  readonly summary: string;
  /** The service whose credentials it finds; null for either. */
  readonly provider: ProviderName | null;
  /** Throws exit 4 when it has none or only half, never quoting what it read. */
  credentials(request: CredentialRequest): Promise<Credentials>;
  /** Region and bucket that come along with the keys; null where the file has none. Throws as `credentials`. */
  readonly settings?: ReadSettings;
}

/** Credentials out of plain texts. */
export const credentialsOf = (
  origin: string,
  accessKeyId: string,
  secret: string,
  token: string | null,
  expiresAtMs?: number,
): Credentials => ({
  accessKeyId,
  accessKeySecret: secretOf(secret),
  securityToken: token === null ? null : secretOf(token),
  origin,
  expiresAtMs,
});

/** The error for credentials that are not there: exit 4. */
export const noCredentials = (message: string, hint: string): CliError =>
  new CliError(Exit.auth, message, { hint });

/** Both halves or an error that names the missing one; a half must not be passed over for another identity. */
export const wholePair = (
  origin: string,
  id: readonly [name: string, value: string | null],
  secret: readonly [name: string, value: string | null],
  token: string | null = null,
  expiresAtMs?: number,
): Credentials => {
  if (id[1] !== null && secret[1] !== null)
    return credentialsOf(origin, id[1], secret[1], token, expiresAtMs);
  const missing = [id, secret].filter(([, value]) => value === null).map(([name]) => name);
  throw noCredentials(
    `No credentials in ${origin}: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
    `Set ${id[0]} and ${secret[0]}, or choose another source: asrctl profile add NAME --source …`,
  );
};
