// `profile set`: changes some values of a profile.
import { Command } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { Host } from '../host.js';

/** `region, bucket …` of a service. */
const keysOf = ({ name, profileFlags }: ProviderDescription): string =>
  `  ${name.padEnd(6)}${profileFlags.map(({ flags }) => /--([\w-]+)/.exec(flags)?.[1]).join(', ')}`;

/** `profile set`, with the keys of every service in its help. */
export const setCommand = (host: Host, providers: readonly ProviderDescription[]) =>
  new Command('set')
    .description('Change values of a profile; an empty value removes one.')
    .argument('<name>', 'name of the profile')
    .argument('<key=value...>', 'what to change')
    .addHelpText(
      'after',
      `
Keys of every profile: region, endpoint, source, source-profile, command
Keys by service:
${providers.map(keysOf).join('\n')}
Access keys are not set here. Replace them with: asrctl profile add NAME --force

Examples:
  asrctl profile set work region=cn-beijing
  asrctl profile set tx bucket=talks-1250000000 jobs-api=jobs
  asrctl profile set work endpoint=`,
    )
    .action((name, pairs) => host.run((app) => set(app, name, pairs)));

/** An argument that is no assignment is not repeated: it may be a key. */
const pairOf = (typed: string): readonly [string, string] => {
  const at = typed.indexOf('=');
  if (at > 0) return [typed.slice(0, at), typed.slice(at + 1)];
  throw usageError(
    'An argument after the name has no "="',
    'Write key=value, for example region=cn-beijing.',
  );
};

/** Changes the profile as a whole or not at all. */
export const set = async (app: App, name: string, pairs: readonly string[]): Promise<void> => {
  await (await app.profiles()).set(name, Object.fromEntries(pairs.map(pairOf)));
  app.tools.notice(`Changed profile ${name}. Try it: asrctl profile test ${name}`);
};
