// From a resolved profile to what an adapter needs.
import type { Connection, Credentials } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import { beforeSending } from './sources/before-sending.js';
import { once } from '../once.js';
import { refreshed } from './refresh.js';
import type { Resolved } from './resolve.js';
import { textOf } from './store/config.js';
import { requireEncryption } from './encryption.js';
import { requireOwnService, type LocalServiceInfo } from './local-service.js';
import { sourcesFor } from './sources/index.js';
import { localCredentials, localFacts } from './sources/local.js';
import type { ProfilesWorld, SourceWorld } from './world.js';

const valuesOf = (resolved: Resolved): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(resolved.settings).map(([name, { value }]) => [name, value]));

/** The same credentials; from now on nothing prints their secret or token. */
const hidden = (credentials: Credentials, { secrets }: ProfilesWorld): Credentials => {
  secrets.add(credentials.accessKeySecret.reveal());
  if (credentials.securityToken !== null) secrets.add(credentials.securityToken.reveal());
  return credentials;
};

const cloudConnection = (resolved: Resolved, world: SourceWorld): Connection => {
  const { name, profile, region, endpoint } = resolved;
  const source = sourcesFor(world.providers).find((s) => s.name === profile.source);
  if (source === undefined)
    throw new CliError(
      Exit.usage,
      `Profile ${name} has an unknown credential source: ${profile.source}`,
      {
        hint: `Choose another: asrctl profile add ${name} --force --source …`,
      },
    );
  return {
    provider: profile.provider,
    profile: name,
    region: region?.value ?? null,
    endpoint: endpoint?.value ?? null,
    settings: valuesOf(resolved),
    local: false,
    credentials: refreshed(
      async (): Promise<Credentials> => {
        requireEncryption(resolved, world);
        const found = await beforeSending(() => source.credentials({ name, profile, world }));
        await requireOwnService(found.accessKeyId, endpoint?.value ?? null, world);
        return hidden(found, world);
      },
      () => world.clock.now(),
    ),
  };
};

/** A waiting command keeps trying when the start fails; each reason is shown once, because nothing else shows it. */
const restarter = (world: ProfilesWorld): (() => Promise<void>) => {
  let shown: string | null = null;
  return async () => {
    try {
      await (await world.localService()).running();
    } catch (error) {
      if (error instanceof CliError && !world.signal.aborted && error.message !== shown) {
        shown = error.message;
        world.tools.notice([error.message, error.hint].filter(Boolean).join('. '));
      }
      throw error;
    }
  };
};

/**
 * The local service may start, at a new address, only when credentials are requested, so endpoint, region
 * and settings are read again after that.
 */
const localConnection = (
  resolved: Resolved,
  world: ProfilesWorld,
  saved: LocalServiceInfo | null,
): Connection => {
  const { profile, region, endpoint, name } = resolved;
  const facts = localFacts(profile.provider, world.providers);
  let service = saved;
  const valueOf = (field: string | undefined): string | null =>
    field === undefined ? null : textOf(service?.fields[field]);
  const chosen = region !== null && region.origin !== `profile ${name}` ? region.value : null;
  return {
    provider: profile.provider,
    profile: name,
    get region() {
      return chosen ?? valueOf(facts.regionField) ?? region?.value ?? null;
    },
    get endpoint() {
      return endpoint?.value ?? service?.endpoint ?? null;
    },
    get settings() {
      const bucket = valueOf('bucket');
      return { ...valuesOf(resolved), ...(bucket === null ? {} : { bucket }) };
    },
    local: true,
    credentials: once(async () => {
      requireEncryption(resolved, world);
      service = await beforeSending(async () => (await world.localService()).running());
      const found = localCredentials(service, facts);
      await requireOwnService(found.accessKeyId, endpoint?.value ?? null, world);
      return hidden(found, world);
    }),
    restart: restarter(world),
    // Another service than our own gets its media by its own protocol alone.
    admit: endpoint === null ? async (file) => (await world.localService()).admit(file) : undefined,
    progress: async (ids) => (await world.localService()).progress(ids),
  };
};

/** Everything that an adapter needs; credentials are fetched on its first call. Throws exit 2 for an unknown source. */
export const connectionOf = async (resolved: Resolved, world: SourceWorld): Promise<Connection> =>
  resolved.profile.source === 'local'
    ? localConnection(resolved, world, (await world.localService()).saved())
    : cloudConnection(resolved, world);
