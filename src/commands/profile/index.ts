// Credential profiles: which service, where, and on whose behalf.
import { Command, Option } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import type { NewProfile } from '../../profiles/profiles.js';
import type { Host } from '../host.js';
import { profileDetails, profileTable, testReport } from './view.js';
import { addProviderFlags, ownOptions } from '../inputs/provider-flags.js';

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

const addCommand = (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('add')
    .description(
      'Add a profile. Keys come from a prompt or stdin, or stay where --source finds them.',
    )
    .addOption(
      new Option('--provider <name>', `service: ${serviceList(providers)}`)
        .choices(providers.map(({ name }) => name))
        .default(providers[0]?.name ?? ''),
    )
    .option('--source <name>', 'where the keys are: stored, env, aliyun-cli, ini, command …')
    .option('--source-profile <name>', 'which profile or section of that source')
    .option('--command <words>', 'program that prints keys as JSON, for --source command')
    .option('--stdin', 'read key id, secret and, if any, token from stdin, one a line')
    .option('--force', 'replace a profile of that name')
    .addHelpText(
      'after',
      `
Examples:
  asrctl profile add work --region cn-shanghai
  asrctl profile add ci-box --region cn-beijing --source env
  asrctl profile add dev --region cn-hangzhou --source aliyun-cli --source-profile dev
  pass show aliyun | asrctl profile add vault --region cn-shanghai --stdin
  asrctl profile add tx --provider ci --region ap-guangzhou --bucket talks-1250000000`,
    );
  addProviderFlags(command, providers, 'profileFlags');
  return command
    .argument('<name>', 'name of the profile')
    .action((name, options) => host.run((app) => add(app, name, options)));
};

export default (host: Host, providers: readonly ProviderDescription[]) =>
  new Command('profile')
    .description('Manage credential profiles.')
    .addCommand(addCommand(host, providers))
    .addCommand(
      new Command('list')
        .description('List profiles.')
        .action(() => host.run(async (app) => profileTable(await (await app.profiles()).list()))),
    )
    .addCommand(
      new Command('show')
        .argument('[name]', 'default: the profile in force')
        .description('Show a profile, never its secret.')
        .action((name) => host.run((app) => show(app, name))),
    )
    .addCommand(
      new Command('use')
        .argument('<name>', 'name of the profile')
        .description('Make a profile the default.')
        .action((name) => host.run((app) => use(app, name))),
    )
    .addCommand(
      new Command('remove')
        .argument('<name>', 'name of the profile')
        .description('Remove a profile and the keys stored with it.')
        .action((name) => host.run((app) => remove(app, name))),
    )
    .addCommand(
      new Command('test')
        .argument('[name]', 'default: the profile in force')
        .description('Try a profile with one listing of one job.')
        .action((name) => host.run((app) => test(app, name))),
    );

type Keys = NonNullable<NewProfile['keys']>;

/** Two or three lines: id, secret, token. Empty lines at the end do not count. */
const keysFromStdin = async (app: App): Promise<Keys> => {
  const lines = (await app.io.stdin.text()).split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  const [id, secret, token] = lines;
  if (id === undefined || secret === undefined || lines.length > 3)
    throw usageError(
      `Stdin holds ${lines.length} lines instead of two or three`,
      'Write the key id, the secret and, for temporary keys, the token, one a line.',
    );
  return { id, secret, token: token ?? null };
};

const keysFromPrompt = async (app: App): Promise<Keys> => {
  if (!app.io.canPrompt)
    throw usageError(
      'There is no terminal to ask for keys on',
      'Give them with --stdin, or name where they are with --source.',
    );
  const ask = async (question: string, hidden: boolean): Promise<string> =>
    (await app.io.prompt(question, { hidden })).trim();
  const id = await ask('Access key id: ', false);
  const secret = await ask('Access key secret (not shown): ', true);
  const token = await ask('Security token (not shown; empty if none): ', true);
  return { id, secret, token: token === '' ? null : token };
};

const textSettings = (options: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      typeof value === 'string' || value === true ? [[name, String(value)]] : [],
    ),
  );

/** Adds a profile. The first one becomes the default. Throws exit 2 without keys or a way to ask for them. */
export const add = async (app: App, name: string, options: AddOptions): Promise<void> => {
  const { provider } = options;
  const source = options.source ?? (options.command === undefined ? 'stored' : 'command');
  if (options.stdin === true && source !== 'stored')
    throw usageError(
      '--stdin does not go with --source',
      'Keys of that source stay where they are.',
    );
  const own = ownOptions(app.providers, 'profileFlags', provider, options);
  const { sourceProfile, command } = options;
  const profiles = await app.profiles();
  await requireFree(app, name, options.force === true);
  const ask = options.stdin === true ? keysFromStdin : keysFromPrompt;
  const profile: NewProfile = {
    name,
    provider,
    region: app.flags.region,
    endpoint: app.flags.endpoint,
    settings: textSettings({ ...own, sourceProfile, command }),
    source,
    keys: source === 'stored' ? await ask(app) : null,
  };
  const { isDefault } = await profiles.add(profile, options.force === true);
  app.tools.notice(
    `Added profile ${name}${isDefault ? ', the default' : ''}. Try it: asrctl profile test ${name}`,
  );
};

/** Before keys are asked for in vain. */
const requireFree = async (app: App, name: string, force: boolean): Promise<void> => {
  const taken = (await (await app.profiles()).list()).find((profile) => profile.name === name);
  if (taken?.builtIn === true)
    throw usageError(`The profile ${name} is built in`, 'Choose another name.');
  if (taken !== undefined && !force)
    throw new CliError(Exit.exists, `There is a profile ${name} already`, {
      hint: 'Replace it with --force.',
    });
};

const show = async (app: App, name: string | undefined): Promise<Output> => {
  const profiles = await app.profiles();
  const explained = await profiles.explain(name);
  const chosen = name ?? explained.find((line) => line.name === 'profile')?.value ?? '';
  return profileDetails(await profiles.show(chosen), explained);
};

const use = async (app: App, name: string): Promise<void> => {
  await (await app.profiles()).use(name);
  app.tools.notice(`${name} is the default profile now.`);
};

const remove = async (app: App, name: string): Promise<void> => {
  await (await app.profiles()).remove(name);
  app.tools.notice(`Removed profile ${name}.`);
};

/** One listing of one job: the cheapest call that needs address, clock, keys and permission to be right. */
export const test = async (app: App, name: string | undefined): Promise<Output> => {
  const connection = await (await app.profiles()).connect(name);
  const description = app.providers.find((p) => p.name === connection.provider);
  if (description === undefined) throw usageError(`Unknown service ${connection.provider}`);
  const provider = await description.open(connection, app.tools);
  await provider.list({ pageSize: 1 }, { signal: app.signal });
  const { origin } = await connection.credentials();
  return testReport({
    profile: connection.profile,
    provider: connection.provider,
    region: connection.region,
    endpoint: connection.endpoint,
    credentials: origin,
    ok: true,
  });
};
