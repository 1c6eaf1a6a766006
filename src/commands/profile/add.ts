// `profile add`: a service, where it is, and where its keys are.
import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { NewProfile } from '../../profiles/profiles.js';
import { sourcesFor } from '../../profiles/sources/index.js';
import type { Host } from '../host.js';
import { addProviderFlags, ownOptions } from '../inputs/provider-flags.js';
import { keysFromPrompt, keysFromStdin, type Keys } from './keys.js';

interface AddOptions extends Readonly<Record<string, unknown>> {
  readonly provider: string;
  readonly source?: string;
  readonly sourceProfile?: string;
  readonly command?: string;
  readonly stdin?: boolean;
  readonly force?: boolean;
}

/** `ims (Alibaba Cloud IMS), ci (Tencent Cloud CI)`. */
const serviceList = (providers: readonly ProviderDescription[]): string =>
  providers.map(({ name, title }) => `${name} (${title})`).join(', ');

/** A line for each credential source. */
const sourceList = (providers: readonly ProviderDescription[]): string =>
  sourcesFor(providers)
    .map(({ name, summary }) => `  ${name.padEnd(13)}${summary}`)
    .join('\n');

/** `profile add`, with the settings of every service as flags. */
export const addCommand = (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('add')
    .description(
      'Add a profile. Keys are read from a prompt or stdin, or stay in the source that --source names.',
    )
    .addOption(
      new Option('--provider <name>', `service: ${serviceList(providers)}`)
        .choices(providers.map(({ name }) => name))
        .default(providers[0]?.name ?? ''),
    )
    .option('--source <name>', 'where the keys are (default: stored)')
    .option('--source-profile <name>', 'profile or section of that source')
    .option('--command <words>', 'program that prints keys as JSON, for --source command')
    .option('--stdin', 'read key id, secret and, if any, token from stdin, one per line')
    .option(
      '--force',
      'replace an existing profile; its stored keys stay unless new ones are given',
    )
    .addHelpText(
      'after',
      `
Sources:
${sourceList(providers)}

Examples:
  asrctl profile add work --region cn-shanghai
  asrctl profile add ci-box --region cn-beijing --source env
  asrctl profile add dev --region cn-hangzhou --source aliyun-cli --source-profile dev
  pass show aliyun | asrctl profile add vault --region cn-shanghai --stdin
  asrctl profile add tx --provider ci --region ap-guangzhou --bucket talks-1250000000`,
    );
  addProviderFlags(command, providers, 'profileFlags');
  return command.argument('<name>', 'name of the profile').action((name, options, self) =>
    host.run(async (app) => {
      const isGuided = app.io.canPrompt && isBare(app, self);
      return isGuided ? (await import('./guide.js')).guide(app, name) : add(app, name, options);
    }),
  );
};

/** True if nothing but the name is given: then the rest is asked for. */
const isBare = ({ flags }: App, command: CommandUnknownOpts): boolean =>
  flags.region === null &&
  flags.endpoint === null &&
  Object.keys(command.opts()).every((option) => command.getOptionValueSource(option) !== 'cli');

const textSettings = (options: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      typeof value === 'string' || value === true ? [[name, String(value)]] : [],
    ),
  );

/** Keys to store; null keeps those of a profile of the same service that is replaced. */
const keysFor = async (app: App, name: string, options: AddOptions): Promise<Keys | null> => {
  if (options.stdin === true) return keysFromStdin(app);
  const before = (await (await app.profiles()).list()).find((profile) => profile.name === name);
  return keysFromPrompt(app, before?.provider === options.provider ? before.accessKeyId : null);
};

/** Adds a profile. The first one becomes the default. Throws exit 2 without keys or a way to ask for them. */
export const add = async (app: App, name: string, options: AddOptions): Promise<void> => {
  const { provider } = options;
  const source = options.source ?? (options.command === undefined ? 'stored' : 'command');
  if (options.stdin === true && source !== 'stored')
    throw usageError(
      '--stdin and --source cannot be combined',
      'Keys of that source are not stored.',
    );
  const own = ownOptions(app.providers, 'profileFlags', provider, options);
  const { sourceProfile, command } = options;
  const profiles = await app.profiles();
  await profiles.requireFree(name, options.force === true);
  const profile: NewProfile = {
    name,
    provider,
    region: app.flags.region,
    endpoint: app.flags.endpoint,
    settings: textSettings({ ...own, sourceProfile, command }),
    source,
    keys: source === 'stored' ? await keysFor(app, name, options) : null,
  };
  const { isDefault } = await profiles.add(profile, options.force === true);
  app.tools.notice(
    `Added profile ${name}${isDefault ? ', the default' : ''}. Try it: asrctl profile test ${name}`,
  );
};
