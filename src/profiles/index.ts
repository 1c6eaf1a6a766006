// Profiles as commands see them.
import { builtInProfiles } from './builtin.js';
import type { Config, StoredProfile } from './config.js';
import { connectionOf } from './connection.js';
import { requireFree, withoutProfile, withProfile } from './edit.js';
import type { Profiles, ProfileSummary } from './profiles.js';
import { findProject } from './project.js';
import { chooseProfile, explainSettings, profileNamed, resolveSettings } from './resolve.js';
import { maskId } from './secret.js';
import { readConfig, writeConfig } from './store.js';
import type { ProfilesWorld } from './world.js';

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

/** Profiles over the given world. Nothing is read before the first question. */
export const openProfiles = (world: ProfilesWorld): Profiles => {
  const read = () => readConfig(world.paths.configDir, world.providers);
  const write = (config: Config) => writeConfig(world.paths.configDir, config);

  const resolve = async (name: string | undefined) => {
    const config = await read();
    const choice =
      name === undefined
        ? chooseProfile(world, config)
        : { name, origin: 'asked for', isFallback: false };
    const profile = profileNamed(choice.name, world, config);
    // A project's region and endpoint are a cloud's; the local service has its own.
    const project = profile.source === 'local' ? null : await findProject(world.cwd);
    return { choice, resolved: resolveSettings(choice.name, profile, project, world) };
  };

  const show = async (name: string): Promise<ProfileSummary> => {
    const config = await read();
    return summaryOf(name, profileNamed(name, world, config), config, world);
  };

  return {
    show,
    async list() {
      const config = await read();
      return Object.entries({
        ...config.profiles,
        ...builtInProfiles(world.env, world.providers),
      }).map(([name, profile]) => summaryOf(name, profile, config, world));
    },
    async requireFree(name, force) {
      requireFree(await read(), name, force, world.providers);
    },
    async add(profile, force) {
      await write(withProfile(await read(), profile, force, world));
      return show(profile.name);
    },
    async use(name) {
      const config = await read();
      profileNamed(name, world, config);
      await write({ ...config, default: name });
    },
    async remove(name) {
      await write(withoutProfile(await read(), name, world.providers));
    },
    async explain(name) {
      const { choice, resolved } = await resolve(name);
      return explainSettings(resolved, choice.origin);
    },
    async connect(name) {
      const { choice, resolved } = await resolve(name);
      if (choice.isFallback)
        world.tools.notice(
          'No profile is configured: using the local service. `asrctl profile add` sets up a cloud.',
        );
      return connectionOf(resolved, world);
    },
  };
};
