// `profile set`: some values of a profile, the rest as it is. Pure.
import type { FlagSpec, ProfileFacts } from '../../api/provider.js';
import { CliError, Exit, usageError } from '../../errors.js';
import { isReserved } from '../builtin.js';
import type { Config, StoredProfile } from './config.js';
import { withProfile, type EditContext } from './edit.js';
import type { Changes, NewProfile } from '../profiles.js';
import { settingNames } from '../setting-names.js';

/** Keys that every profile has, and where their values go. */
const common = ['region', 'endpoint', 'source'] as const;
/** Settings of credential sources. */
const ofSources: readonly FlagSpec[] = [
  { flags: '--source-profile <name>', description: '' },
  { flags: '--command <words>', description: '' },
];

const keyOf = ({ flags }: FlagSpec): string => /^--([\w-]+)/.exec(flags)?.[1] ?? '';

const checkValue = (spec: FlagSpec, value: string): void => {
  const choices = spec.flags.includes('<') ? spec.choices : ['true', 'false'];
  if (value !== '' && choices !== undefined && !choices.includes(value))
    throw usageError(
      `Invalid value for ${keyOf(spec)}: ${JSON.stringify(value)}`,
      `Use one of: ${choices.join(', ')}.`,
    );
};

/** The setting `sourceProfile` for the key `source-profile`. Throws exit 2 for an unknown key. */
const changedSettings = (
  profile: StoredProfile,
  changes: Changes,
  services: readonly ProfileFacts[],
): StoredProfile['settings'] => {
  const flags = services.find(({ name }) => name === profile.provider)?.profileFlags ?? [];
  const specs = [...flags, ...ofSources];
  const settings = new Map(Object.entries(profile.settings));
  for (const [key, value] of Object.entries(changes)) {
    const spec = specs.find((one) => keyOf(one) === key);
    if (spec === undefined)
      throw usageError(
        `Unknown key: ${JSON.stringify(key)}`,
        `A profile of ${profile.provider} has: ${[...common, ...specs.map(keyOf)].join(', ')}.`,
      );
    checkValue(spec, value);
    const { name } = settingNames(spec.flags);
    if (value === '') settings.delete(name);
    else settings.set(name, value);
  }
  return Object.fromEntries(settings);
};

/** Throws exit 2 for a built-in profile, an unknown key or an invalid value, 3 for an unknown profile. */
export const withChanges = (
  config: Config,
  name: string,
  changes: Changes,
  context: EditContext,
): Config => {
  if (isReserved(name, context.providers))
    throw usageError(
      `The profile ${name} is built in`,
      'Only profiles that were added can change.',
    );
  const profile = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
  if (profile === undefined)
    throw new CliError(Exit.notFound, `No profile named ${name}`, {
      hint: 'See the names with: asrctl profile list',
    });
  const { region, endpoint, source, ...others } = changes;
  const changed: NewProfile = {
    ...profile,
    name,
    region: region === undefined ? profile.region : region || null,
    endpoint: endpoint === undefined ? profile.endpoint : endpoint || null,
    source: source ?? profile.source,
    settings: changedSettings(profile, others, context.providers),
  };
  return withProfile(config, changed, true, context);
};
