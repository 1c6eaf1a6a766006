// Credential profiles: the service, its address, and the identity of its user.
import { Command } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import type { Host } from '../host.js';
import { addCommand } from './add.js';
import { setCommand } from './set.js';
import { tryProfile } from './try.js';
import { profileDetails, profileTable, testReport } from './view.js';

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
        .argument('[name]', 'default: the active profile')
        .description('Show a profile and whose keys it uses, never a secret.')
        .action((name) => host.run((app) => show(app, name))),
    )
    .addCommand(setCommand(host, providers))
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
        .argument('[name]', 'default: the active profile')
        .description('Try a profile: list one job.')
        .action((name) => host.run((app) => test(app, name))),
    );

const show = async (app: App, name: string | undefined): Promise<Output> => {
  const profiles = await app.profiles();
  const explained = await profiles.explain(name);
  const chosen = name ?? explained.find((line) => line.name === 'profile')?.value ?? '';
  const identity = await profiles.identity(chosen);
  return profileDetails(await profiles.show(chosen), explained, identity);
};

const use = async (app: App, name: string): Promise<void> => {
  await (await app.profiles()).use(name);
  app.tools.notice(`The default profile is now ${name}.`);
};

const remove = async (app: App, name: string): Promise<void> => {
  await (await app.profiles()).remove(name);
  app.tools.notice(`Removed profile ${name}.`);
};

/** The result of one call. */
export const test = async (app: App, name: string | undefined): Promise<Output> => {
  const connection = await tryProfile(app, name);
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
