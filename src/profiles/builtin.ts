// Profiles that exist without being added: the local service in each of its protocols, and the
// credentials in the environment.
import type { ProfileFacts } from '../api/provider.js';
import type { StoredProfile } from './store/config.js';
import { endpointOf } from './endpoint.js';
import { hasKeys } from './sources/env.js';
import { variable, type Env } from './world.js';

type Profiles = Readonly<Record<string, StoredProfile>>;

const plain = { endpoint: null, settings: {}, keys: null };

const first = (env: Env, names: readonly string[]): string | null =>
  names.map((name) => variable(env, name)).find((value) => value !== null) ?? null;

const localProfiles = (services: readonly ProfileFacts[]): Profiles =>
  Object.fromEntries(
    services.flatMap(({ name: provider, localProfile }) => {
      if (localProfile === undefined) return [];
      const { name, region, settings } = localProfile;
      return [[name, { ...plain, provider, region, settings, source: 'local' }]];
    }),
  );

/** The profile `env` of the first service whose keys are in the environment, or null. */
const envProfile = (env: Env, services: readonly ProfileFacts[]): StoredProfile | null => {
  const service = services.find(({ environment }) => hasKeys(env, environment));
  if (service?.environment === undefined) return null;
  const { source, region, endpoint: name, settings } = service.environment;
  const endpoint = variable(env, name);
  const found = Object.entries(settings).flatMap(([setting, from]) => {
    const value = variable(env, from);
    return value === null ? [] : [[setting, value] as const];
  });
  return {
    ...plain,
    provider: service.name,
    region: first(env, region),
    endpoint: endpoint === null ? null : endpointOf(endpoint, name),
    settings: Object.fromEntries(found),
    source,
  };
};

/** Names that `profile add` may not take. */
export const isReserved = (name: string, services: readonly ProfileFacts[]): boolean =>
  name === 'env' || Object.hasOwn(localProfiles(services), name);

export const builtInProfiles = (env: Env, services: readonly ProfileFacts[]): Profiles => {
  const implicit = envProfile(env, services);
  const local = localProfiles(services);
  return implicit === null ? local : { ...local, env: implicit };
};
