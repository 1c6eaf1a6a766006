// Flags that belong to one service. They come from the adapters' descriptions, so that a new service
// brings its flags; help lists them under the name of the service.
import { Option, type Command } from '@commander-js/extra-typings';
import type { FlagSpec, ProviderDescription, SubmitOptions } from '../../api/provider.js';
import { usageError } from '../../errors.js';
import type { ProviderName } from '../../jobs/job.js';

type Kind = 'submitFlags' | 'listFlags' | 'profileFlags';

const names = new Map<string, string>();

/** The name under which commander keeps a flag's value: `startTime` for `--start-time <time>`. */
export const nameOf = ({ flags }: FlagSpec): string => {
  const name = names.get(flags) ?? new Option(flags).attributeName();
  names.set(flags, name);
  return name;
};

interface Merged {
  readonly flag: FlagSpec;
  readonly owners: readonly {
    readonly name: ProviderName;
    readonly title: string;
    readonly description: string;
  }[];
}

const merge = (providers: readonly ProviderDescription[], kind: Kind): Merged[] => {
  const merged = new Map<string, Merged>();
  for (const provider of providers) {
    for (const flag of provider[kind]) {
      const { name, title } = provider;
      const owner = { name, title, description: flag.description };
      const owners = [...(merged.get(nameOf(flag))?.owners ?? []), owner];
      merged.set(nameOf(flag), { flag: merged.get(nameOf(flag))?.flag ?? flag, owners });
    }
  }
  return [...merged.values()];
};

const describe = ({ owners }: Merged): string => {
  const [first] = owners;
  if (owners.every((owner) => owner.description === first?.description)) {
    return first?.description ?? '';
  }
  return owners.map((owner) => `${owner.name}: ${owner.description}`).join('; ');
};

/** Adds every service's flags of that kind to a command; help lists those of one service under its name. */
export const addProviderFlags = (
  command: Command,
  providers: readonly ProviderDescription[],
  kind: Kind,
): void => {
  for (const entry of merge(providers, kind)) {
    const option = new Option(entry.flag.flags, describe(entry));
    const [only, ...others] = entry.owners;
    if (only !== undefined && others.length === 0) {
      // Only a flag of one service has a closed list of choices.
      if (entry.flag.choices) option.choices([...entry.flag.choices]);
      option.helpGroup(`${only.title} (${only.name} profiles):`);
    }
    command.addOption(option);
  }
};

/** The given options that are the provider's own. Throws exit 2 naming a flag that belongs to another service. */
export const ownOptions = (
  providers: readonly ProviderDescription[],
  kind: Kind,
  provider: ProviderName,
  given: Readonly<Record<string, unknown>>,
): SubmitOptions => {
  const own = new Set(providers.find(({ name }) => name === provider)?.[kind].map(nameOf));
  const options: Record<string, string | boolean> = {};
  for (const other of providers) {
    for (const flag of other[kind]) {
      const value = given[nameOf(flag)];
      if (value === undefined) continue;
      if (!own.has(nameOf(flag))) {
        throw usageError(
          `${new Option(flag.flags).long ?? flag.flags} is a flag of ${other.title}; this profile uses another service`,
          `Leave it out, or choose a ${other.name} profile with --profile.`,
        );
      }
      options[nameOf(flag)] = value as string | boolean;
    }
  }
  return options;
};
