// The shared file of the Alibaba Cloud SDKs. The types sts and oidc_role_arn are read as well, which some SDKs refuse.
import { join } from 'node:path';
import type { Credentials } from '../../../api/provider.js';
import { variable } from '../../world.js';
import { sectionOf } from '../ini-text.js';
import { noCredentials, wholePair, type CredentialRequest } from '../source.js';
import { oidcToken } from '../token-file.js';
import { instanceKeys } from './metadata.js';
import { assumeRole, assumeRoleWithOidc, type Role } from './sts.js';

type Section = Readonly<Record<string, string>>;

const pairOf = (origin: string, section: Section): Credentials =>
  wholePair(
    origin,
    ['access_key_id', section['access_key_id'] || null],
    ['access_key_secret', section['access_key_secret'] || null],
    section['security_token'] || section['sts_token'] || null,
  );

const roleOf = (origin: string, section: Section): Role => ({
  origin,
  arn: section['role_arn'] || null,
  session: section['role_session_name'] || null,
  externalId: section['external_id'] || null,
  seconds: Number(section['duration_seconds']) || null,
  region: section['sts_region'] || null,
  endpoint: section['sts_endpoint'] || null,
});

const need = (origin: string, section: Section, field: string): string => {
  const value = section[field];
  if (value !== undefined && value !== '') return value;
  throw noCredentials(`${origin} has no ${field}`, 'Add it to the section of the file.');
};

type Type = (
  origin: string,
  section: Section,
  world: CredentialRequest['world'],
) => Promise<Credentials>;

const types: Readonly<Record<string, Type>> = {
  access_key: async (origin, section) => pairOf(origin, section),
  sts: async (origin, section) => {
    if (!section['sts_token']) need(origin, section, 'security_token');
    return pairOf(origin, section);
  },
  ram_role_arn: (origin, section, world) =>
    assumeRole(pairOf(origin, section), roleOf(origin, section), world),
  ecs_ram_role: (origin, section, world) =>
    instanceKeys(section['role_name'] || null, origin, world),
  oidc_role_arn: async (origin, section, world) => {
    const provider = need(origin, section, 'oidc_provider_arn');
    const file = section['oidc_token_file_path'] || need(origin, section, 'oidc_token_file');
    const token = oidcToken(file, origin, world);
    return assumeRoleWithOidc({ provider, token }, roleOf(origin, section), world);
  },
};

/** Names of the types that work. */
export const typeNames: readonly string[] = Object.keys(types);

/** Throws exit 4 with the reason, exit 8 when a service does not answer. */
export const credentials = async ({ profile, world }: CredentialRequest): Promise<Credentials> => {
  const named = variable(world.env, 'ALIBABA_CLOUD_CREDENTIALS_FILE');
  const place = named ?? '~/.alibabacloud/credentials';
  const text = world.readSecrets(named ?? join(world.home, '.alibabacloud', 'credentials'));
  const wanted =
    profile.settings['sourceProfile'] ?? variable(world.env, 'ALIBABA_CLOUD_PROFILE') ?? 'default';
  const section = text === null ? null : sectionOf(text, wanted);
  if (section === null)
    throw noCredentials(
      text === null ? `There is no ${place}` : `${place} has no section [${wanted}]`,
      'Name the section with --source-profile, or use another source.',
    );
  const origin = `${place} [${wanted}]`;
  const type = section['type'] || 'access_key';
  const read = Object.hasOwn(types, type) ? types[type] : undefined;
  if (read !== undefined) return read(origin, section, world);
  throw noCredentials(
    `${origin} has the unsupported type ${type}`,
    `Use a section of type ${typeNames.join(', ')}.`,
  );
};
