// Which profile is in force and what each setting is: flag > environment > project file > profile.
import { CliError, Exit } from '../errors.js';
import { builtInProfiles } from './builtin.js';
import type { Config, StoredProfile } from './store/config.js';
import { endpointOf } from './endpoint.js';
import type { Project } from './project.js';
import { unconfigured, type Explained } from './profiles.js';
import { settingNames } from './setting-names.js';
import { variable, type ProfilesWorld } from './world.js';

export interface Choice {
  readonly name: string;
  readonly origin: string;
}

/** The order of the contract. If nothing chooses a profile it is `local`, and `isFallback` is true. */
export const chooseProfile = (
  world: Pick<ProfilesWorld, 'flags' | 'env' | 'providers'>,
  config: Config,
  project: Project | null,
): Choice & { readonly isFallback: boolean } => {
  const { flags, env } = world;
  const named = variable(env, 'ASRCTL_PROFILE');
  const chosen = (name: string, origin: string) => ({ name, origin, isFallback: false });
  if (flags.profile !== null) return chosen(flags.profile, '--profile');
  if (named !== null) return chosen(named, 'ASRCTL_PROFILE');
  if (project !== null && project.profile !== null) return chosen(project.profile, project.file);
  if (config.default !== null) return chosen(config.default, 'configured default');
  if ('env' in builtInProfiles(env, world.providers))
    return chosen('env', 'credentials in the environment');
  return { name: 'local', origin: unconfigured, isFallback: true };
};

/** A profile by name, built-in ones included. Throws exit 3. */
export const profileNamed = (
  name: string,
  world: Pick<ProfilesWorld, 'env' | 'providers'>,
  config: Config,
): StoredProfile => {
  const all = { ...config.profiles, ...builtInProfiles(world.env, world.providers) };
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found;
  throw new CliError(Exit.notFound, `No profile named ${name}`, {
    hint:
      name === 'env'
        ? 'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.'
        : `See the names with: asrctl profile list. Add it with: asrctl profile add ${name}`,
  });
};

/** A setting and where it comes from. */
export interface Found {
  readonly value: string;
  readonly origin: string;
}

const pick = (
  ...candidates: readonly (readonly [string | null | undefined, string])[]
): Found | null => {
  const found = candidates.find(([value]) => value !== null && value !== undefined && value !== '');
  return found === undefined ? null : { value: found[0] ?? '', origin: found[1] };
};

export interface Resolved {
  readonly name: string;
  readonly profile: StoredProfile;
  readonly region: Found | null;
  readonly endpoint: Found | null;
  readonly settings: Readonly<Record<string, Found>>;
}

/** The settings that only one service knows: from the environment, else from the profile. */
const ownSettings = (name: string, profile: StoredProfile, world: ProfilesWorld) => {
  const own = `profile ${name}`;
  const flags = world.providers.find((p) => p.name === profile.provider)?.profileFlags ?? [];
  const fromWorld = flags.map((flag) => {
    const setting = settingNames(flag.flags);
    return [setting.name, pick([variable(world.env, setting.env), setting.env])] as const;
  });
  const kept = Object.entries(profile.settings).map(
    ([key, value]) => [key, { value, origin: own }] as const,
  );
  const found = fromWorld.filter((one): one is [string, Found] => one[1] !== null);
  return Object.fromEntries([...kept, ...found]);
};

/** Every setting of a profile with its origin. Throws exit 2 for an invalid endpoint. */
export const resolveSettings = (
  name: string,
  profile: StoredProfile,
  project: Project | null,
  world: ProfilesWorld,
): Resolved => {
  const { flags, env } = world;
  const own = `profile ${name}`;
  const endpoint = pick(
    [flags.endpoint, '--endpoint'],
    [variable(env, 'ASRCTL_ENDPOINT'), 'ASRCTL_ENDPOINT'],
    [profile.endpoint, own],
  );
  return {
    name,
    profile,
    region: pick(
      [flags.region, '--region'],
      [variable(env, 'ASRCTL_REGION'), 'ASRCTL_REGION'],
      [project?.region, project?.file ?? ''],
      [profile.region, own],
    ),
    endpoint: endpoint && { ...endpoint, value: endpointOf(endpoint.value, endpoint.origin) },
    settings: ownSettings(name, profile, world),
  };
};

/** The lines of `doctor --explain`. */
export const explainSettings = (resolved: Resolved, chosen: string): readonly Explained[] => {
  const { name, profile, region, endpoint, settings } = resolved;
  const line = (label: string, found: Found | null, otherwise: string): Explained => ({
    name: label,
    value: found?.value ?? null,
    origin: found?.origin ?? otherwise,
  });
  return [
    { name: 'profile', value: name, origin: chosen },
    { name: 'provider', value: profile.provider, origin: `profile ${name}` },
    line('region', region, 'not set'),
    line('endpoint', endpoint, 'the service’s own for the region'),
    ...Object.entries(settings).map(([key, found]) => line(key, found, 'not set')),
    { name: 'credentials', value: profile.source, origin: `profile ${name}` },
  ];
};
