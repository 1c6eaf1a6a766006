// Profiles as commands see them.
import { CliError, Exit } from '../errors.js';
import { once } from '../once.js';
import { builtInProfiles } from './builtin.js';
import type { Config, StoredProfile } from './store/config.js';
import { connectionOf } from './connection.js';
import { requireFree, withoutProfile, withProfile } from './store/edit.js';
import type { Changes, NewProfile, Profiles, ProfileSummary } from './profiles.js';
import { noticeLocalService } from './local-service.js';
import { findProject, type Project } from './project.js';
import { chooseProfile, explainSettings, profileNamed, resolveSettings } from './resolve.js';
import { maskId } from './secret.js';
import { withChanges } from './store/set.js';
import { changeConfig, readConfig } from './store/config-file.js';
import { readTrusted } from './trusted-file.js';
import { withFileSettings } from './sources/file-settings.js';
import type { ProfilesWorld, SourceWorld } from './world.js';

const summaryOf = (
  name: string,
  profile: StoredProfile,
  config: Config,
  world: ProfilesWorld,
): ProfileSummary => {
  const { provider, region, endpoint, settings, source, keys } = profile;
  return {
    name,
    provider,
    region,
    endpoint,
    settings,
    source,
    accessKeyId: keys === null ? null : maskId(keys.id),
    builtIn: Object.hasOwn(builtInProfiles(world.env, world.providers), name),
    isDefault: config.default === name,
  };
};

const notConfigured = (): CliError =>
  new CliError(
    Exit.auth,
    'No profile is configured: there is no --profile, no ASRCTL_PROFILE, no default profile, and no keys are in the environment',
    {
      code: 'not_configured',
      hint: 'Add a profile: asrctl profile add NAME. For the local service use --profile local or ASRCTL_PROFILE=local.',
    },
  );

/** Resolves names to profiles. */
const resolverOf = (world: SourceWorld, project: () => Promise<Project | null>) => {
  return async (name: string | undefined) => {
    const config = readConfig(world);
    const choice =
      name === undefined
        ? chooseProfile(world, config, await project())
        : { name, origin: 'asked for', isFallback: false };
    // A script that lost its keys must not get the local service's words in place of the cloud's.
    if (choice.isFallback && !world.interactive) throw notConfigured();
    const profile = profileNamed(choice.name, world, config);
    // The region of a project is a cloud's; the local service has its own.
    const settings = profile.source === 'local' ? null : await project();
    const resolved = resolveSettings(choice.name, profile, settings, world);
    return { choice, resolved: await withFileSettings(resolved, world) };
  };
};

/** The file system as credential sources see it, and what other users can read in it. */
const secretFiles = (world: ProfilesWorld) => {
  const exposed = new Set<string>();
  const readSecrets = (file: string): string | null =>
    readTrusted(file, world.processes, ({ mode }) => {
      if ((mode & 0o044) !== 0 && world.processes.uid !== null) exposed.add(file);
    });
  return { exposed, readSecrets };
};

/** Changes of the configuration. */
const editsOf = (world: SourceWorld, show: Profiles['show']) => ({
  async requireFree(name: string, force: boolean) {
    requireFree(readConfig(world), name, force, world.providers);
  },
  async add(profile: NewProfile, force: boolean) {
    await changeConfig(world, (config) => withProfile(config, profile, force, world));
    return show(profile.name);
  },
  async set(name: string, changes: Changes) {
    await changeConfig(world, (config) => withChanges(config, name, changes, world));
    return show(name);
  },
  async use(name: string) {
    await changeConfig(world, (config) => {
      profileNamed(name, world, config);
      return { ...config, default: name };
    });
  },
  async remove(name: string) {
    await changeConfig(world, (config) => withoutProfile(config, name, world.providers));
  },
});

/** What a profile is and whose keys it uses. */
const questionsOf = (world: SourceWorld, resolve: ReturnType<typeof resolverOf>) => ({
  async found() {
    return (await import('./sources/found-keys.js')).foundKeys(world);
  },
  async explain(name?: string) {
    const { choice, resolved } = await resolve(name);
    return explainSettings(resolved, choice.origin);
  },
  async identity(name?: string) {
    const { resolved } = await resolve(name);
    if (resolved.profile.source === 'local') return null;
    const { identityOf } = await import('./identity.js');
    return identityOf(await connectionOf(resolved, world), world);
  },
});

/** Profiles over the given world. Nothing is read before the first question. */
export const openProfiles = (given: ProfilesWorld): Profiles => {
  const { exposed, readSecrets } = secretFiles(given);
  const world: SourceWorld = { ...given, readSecrets };
  const project = once(async () => findProject(world));
  const resolve = resolverOf(world, project);
  let said = false;
  const show = async (name: string): Promise<ProfileSummary> => {
    const config = readConfig(world);
    return summaryOf(name, profileNamed(name, world, config), config, world);
  };
  return {
    show,
    ...editsOf(world, show),
    ...questionsOf(world, resolve),
    async list() {
      const config = readConfig(world);
      const all = { ...config.profiles, ...builtInProfiles(world.env, world.providers) };
      return Object.entries(all).map(([name, one]) => summaryOf(name, one, config, world));
    },
    async connect(name) {
      const { choice, resolved } = await resolve(name);
      if (choice.isFallback && !said) {
        said = true;
        noticeLocalService(world);
      }
      return connectionOf(resolved, world);
    },
    project,
    exposedFiles: () => [...exposed],
  };
};
