// Adding, choosing and removing profiles: configuration in, configuration out. Pure.
import { CliError, Exit, usageError } from '../errors.js';
import { isReserved } from './builtin.js';
import type { Config, StoredProfile } from './config.js';
import { endpointOf } from './endpoint.js';
import type { ProfileFacts } from '../api/provider.js';
import type { NewProfile } from './profiles.js';
import { sourcesFor } from './sources/index.js';

const checkName = (name: string, services: readonly ProfileFacts[]): void => {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
    throw usageError(
      `Not a name for a profile: ${JSON.stringify(name)}`,
      'Use letters, digits, dots, dashes and underscores, 64 at most.',
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
      `No credential source ${source} for ${provider}`,
      `There are ${fitting.map((s) => s.name).join(', ')}.`,
    );
  if (source === 'stored' && (keys === null || keys.id === '' || keys.secret === ''))
    throw usageError(
      'Key id and secret must not be empty',
      'Give both at the prompt or with --stdin.',
    );
};

/** What no key holds and a header could not carry: a paste gone wrong. */
const checkKeys = ({ keys }: NewProfile): void => {
  const texts = keys === null ? [] : [keys.id, keys.secret, keys.token ?? ''];
  if (texts.some((text) => /[^\x21-\x7e]/.test(text)))
    throw usageError('A key holds blanks or characters that no key has', 'Copy it again.');
};

const checkRegion = (region: string | null): void => {
  if (region !== null && !/^[a-z0-9-]+$/.test(region))
    throw usageError(
      `Not a region: ${JSON.stringify(region)}`,
      'For example cn-shanghai or ap-guangzhou.',
    );
};

/** The first profile becomes the default. Throws exit 9 when the name is taken, 2 for invalid values. */
export const withProfile = (
  config: Config,
  added: NewProfile,
  force: boolean,
  services: readonly ProfileFacts[],
): Config => {
  checkName(added.name, services);
  checkSource(added, services);
  checkKeys(added);
  checkRegion(added.region);
  if (Object.hasOwn(config.profiles, added.name) && !force)
    throw new CliError(Exit.exists, `There is a profile ${added.name} already`, {
      hint: 'Replace it with --force.',
    });
  const { name, endpoint, ...rest } = added;
  const profile: StoredProfile = {
    ...rest,
    endpoint: endpoint === null ? null : endpointOf(endpoint, '--endpoint'),
    keys: added.source === 'stored' ? added.keys : null,
  };
  return { default: config.default ?? name, profiles: { ...config.profiles, [name]: profile } };
};

/** Throws exit 2 for a built-in profile, 3 for an unknown one. A default that goes is no default any more. */
export const withoutProfile = (
  config: Config,
  name: string,
  services: readonly ProfileFacts[],
): Config => {
  if (isReserved(name, services))
    throw usageError(`The profile ${name} is built in`, 'It cannot be removed.');
  if (!Object.hasOwn(config.profiles, name))
    throw new CliError(Exit.notFound, `No profile named ${name}`, {
      hint: '`asrctl profile list` shows them.',
    });
  const profiles = Object.fromEntries(
    Object.entries(config.profiles).filter(([key]) => key !== name),
  );
  return { default: config.default === name ? null : config.default, profiles };
};
