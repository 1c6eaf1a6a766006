// Adding, choosing and removing profiles: configuration in, configuration out. Pure.
import { CliError, Exit, usageError } from '../../errors.js';
import { isReserved } from '../builtin.js';
import type { Config, StoredProfile } from './config.js';
import { endpointOf } from '../endpoint.js';
import type { ProfileFacts } from '../../api/provider.js';
import type { NewProfile } from '../profiles.js';
import { absoluteCommand } from '../sources/command-words.js';
import { sourcesFor } from '../sources/index.js';

const checkName = (name: string, services: readonly ProfileFacts[]): void => {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
    throw usageError(
      `Invalid profile name: ${JSON.stringify(name)}`,
      'Use up to 64 letters, digits, dots, dashes and underscores.',
    );
  if (isReserved(name, services))
    throw usageError(`The profile ${name} is built in`, 'Choose another name.');
};

const checkSource = (
  { source, provider, keys }: NewProfile,
  services: readonly ProfileFacts[],
): void => {
  const sources = sourcesFor(services);
  const known = sources.find((s) => s.name === source);
  const fitting = sources.filter((s) => s.provider === null || s.provider === provider);
  if (known === undefined || !fitting.includes(known))
    throw usageError(
      `Unknown credential source for ${provider}: ${source}`,
      `Use one of: ${fitting.map((s) => s.name).join(', ')}.`,
    );
  if (source === 'stored' && (keys === null || keys.id === '' || keys.secret === ''))
    throw usageError(
      'Access key id or secret is empty',
      'Give both at the prompt or with --stdin.',
    );
};

/** Characters that no key has and no HTTP header may have, usually from a wrong paste. */
const checkKeys = ({ keys }: NewProfile): void => {
  const texts = keys === null ? [] : [keys.id, keys.secret, keys.token ?? ''];
  if (texts.some((text) => /[^\x21-\x7e]/.test(text)))
    throw usageError('Access key contains invalid characters', 'Copy it again, without blanks.');
};

const checkRegion = (region: string | null): void => {
  if (region !== null && !/^[a-z0-9-]+$/.test(region))
    throw usageError(
      `Invalid region: ${JSON.stringify(region)}`,
      'Give a region like cn-shanghai or ap-guangzhou.',
    );
};

/** Throws exit 2 for a name that no profile may have, 9 for one that is taken unless `force` is true. */
export const requireFree = (
  config: Config,
  name: string,
  force: boolean,
  services: readonly ProfileFacts[],
): void => {
  checkName(name, services);
  if (Object.hasOwn(config.profiles, name) && !force)
    throw new CliError(Exit.exists, `A profile ${name} already exists`, {
      hint: 'Replace it with --force.',
    });
};

/** What a profile keeps of `--command`: a relative path would mean another program in another folder. */
const keptSettings = (settings: NewProfile['settings'], cwd: string): NewProfile['settings'] => {
  const { command } = settings;
  return command === undefined ? settings : { ...settings, command: absoluteCommand(command, cwd) };
};

/** Where an edit takes place: the services that exist, and the current folder. */
export interface EditContext {
  readonly providers: readonly ProfileFacts[];
  readonly cwd: string;
}

/** The keys of a profile that is replaced, if they are for the same service. */
const keptKeys = (config: Config, { name, provider, source }: NewProfile): NewProfile['keys'] => {
  const before = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
  return source === 'stored' && before?.provider === provider ? before.keys : null;
};

/** The first profile becomes the default. With `keys` null those that are stored remain. Throws exit 9 if the name is taken, 2 for invalid values. */
export const withProfile = (
  config: Config,
  given: NewProfile,
  force: boolean,
  { providers, cwd }: EditContext,
): Config => {
  requireFree(config, given.name, force, providers);
  const added = { ...given, keys: given.keys ?? keptKeys(config, given) };
  checkSource(added, providers);
  checkKeys(added);
  checkRegion(added.region);
  const { name, endpoint, settings, ...rest } = added;
  const profile: StoredProfile = {
    ...rest,
    endpoint: endpoint === null ? null : endpointOf(endpoint, '--endpoint'),
    settings: keptSettings(settings, cwd),
    keys: added.source === 'stored' ? added.keys : null,
  };
  return { default: config.default ?? name, profiles: { ...config.profiles, [name]: profile } };
};

/** Throws exit 2 for a built-in profile, 3 for an unknown one. If it is the default, none is left. */
export const withoutProfile = (
  config: Config,
  name: string,
  services: readonly ProfileFacts[],
): Config => {
  if (isReserved(name, services))
    throw usageError(
      `The profile ${name} is built in`,
      'Only profiles that were added can be removed.',
    );
  if (!Object.hasOwn(config.profiles, name))
    throw new CliError(Exit.notFound, `No profile named ${name}`, {
      hint: 'See the names with: asrctl profile list',
    });
  const profiles = Object.fromEntries(
    Object.entries(config.profiles).filter(([key]) => key !== name),
  );
  return { default: config.default === name ? null : config.default, profiles };
};
