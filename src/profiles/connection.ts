// From a resolved profile to what an adapter needs.
import type { Connection, Credentials } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import { once } from '../once.js';
import type { Resolved } from './resolve.js';
import { textOf } from './config.js';
import { sourcesFor } from './sources/index.js';
import {
  localCredentials,
  localFacts,
  readService,
  runningService,
  type ServiceInfo,
} from './sources/local.js';
import type { ProfilesWorld } from './world.js';

const valuesOf = (resolved: Resolved): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(resolved.settings).map(([name, { value }]) => [name, value]));

/** The same credentials; from now on nothing prints their secret or token. */
const hidden = (credentials: Credentials, { secrets }: ProfilesWorld): Credentials => {
  secrets.add(credentials.accessKeySecret.reveal());
  if (credentials.securityToken !== null) secrets.add(credentials.securityToken.reveal());
  return credentials;
};

const cloudConnection = (resolved: Resolved, world: ProfilesWorld): Connection => {
  const { name, profile, region, endpoint } = resolved;
  const source = sourcesFor(world.providers).find((s) => s.name === profile.source);
  if (source === undefined)
    throw new CliError(
      Exit.usage,
      `Profile ${name} names a credential source unknown here: ${profile.source}`,
      {
        hint: `Choose another with \`asrctl profile add ${name} --force --source …\`.`,
      },
    );
  return {
    provider: profile.provider,
    profile: name,
    region: region?.value ?? null,
    endpoint: endpoint?.value ?? null,
    settings: valuesOf(resolved),
    local: false,
    credentials: once(async () =>
      hidden(await source.credentials({ name, profile, world }), world),
    ),
  };
};

/** Who waits goes on trying when the start fails; each reason is told once, as nothing else would tell it. */
const restarter = (world: ProfilesWorld): (() => Promise<void>) => {
  let told: string | null = null;
  return async () => {
    try {
      await runningService(world);
    } catch (error) {
      if (error instanceof CliError && !world.signal.aborted && error.message !== told) {
        told = error.message;
        world.tools.notice([error.message, error.hint].filter(Boolean).join('. '));
      }
      throw error;
    }
  };
};

/**
 * The local service may come up at an address of its own only when credentials are asked for, so
 * endpoint, region and settings are read anew after that.
 */
const localConnection = (
  resolved: Resolved,
  world: ProfilesWorld,
  known: ServiceInfo | null,
): Connection => {
  const { profile, region, endpoint, name } = resolved;
  const facts = localFacts(profile.provider, world.providers);
  let service = known;
  const told = (field: string | undefined): string | null =>
    field === undefined ? null : textOf(service?.fields[field]);
  const chosen = region !== null && region.origin !== `profile ${name}` ? region.value : null;
  return {
    provider: profile.provider,
    profile: name,
    get region() {
      return chosen ?? told(facts.regionField) ?? region?.value ?? null;
    },
    get endpoint() {
      return endpoint?.value ?? service?.endpoint ?? null;
    },
    get settings() {
      const bucket = told('bucket');
      return { ...valuesOf(resolved), ...(bucket === null ? {} : { bucket }) };
    },
    local: true,
    credentials: once(async () => {
      service = await runningService(world);
      return hidden(localCredentials(service, facts), world);
    }),
    restart: restarter(world),
  };
};

/** Everything an adapter needs; credentials are fetched when it asks. Throws exit 2 for an unknown source. */
export const connectionOf = async (resolved: Resolved, world: ProfilesWorld): Promise<Connection> =>
  resolved.profile.source === 'local'
    ? localConnection(resolved, world, await readService(world.paths.stateDir))
    : cloudConnection(resolved, world);
