// The source of a profile that uses the role of the machine.
import type { CredentialRequest } from '../source.js';
import { instanceKeys } from './metadata.js';

/** `--source-profile` names the role. Throws exit 4 without a role, 8 on another machine. */
export const credentials = ({ name, profile, world }: CredentialRequest) =>
  instanceKeys(profile.settings['sourceProfile'] ?? null, `Profile ${name}`, world);
