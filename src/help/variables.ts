// Variables and files that asrctl reads.
import type { ProviderDescription } from '../api/provider.js';
import type { Entry } from './layout.js';

const entry = (term: string, text: string): Entry => ({ term, text });

/** `--jobs-api <name>` of a profile is the variable ASRCTL_JOBS_API. */
const settings = (providers: readonly ProviderDescription[]): Entry[] =>
  [...new Set(providers.flatMap(({ profileFlags }) => profileFlags.map(({ flags }) => flags)))]
    .map((flags) => /--([\w-]+)/.exec(flags)?.[1] ?? '')
    .filter((name, i, all) => all.indexOf(name) === i)
    .map((name) =>
      entry(
        `ASRCTL_${name.toUpperCase().replaceAll('-', '_')}`,
        `The setting --${name} of a profile.`,
      ),
    );

/** The variables, without their heading: a section of the man page has its own. */
export const variables = (providers: readonly ProviderDescription[]): readonly Entry[] => [
  entry('ASRCTL_PROFILE', 'The profile to use. --profile takes precedence.'),
  entry('ASRCTL_REGION', 'The region of the service. --region takes precedence.'),
  entry('ASRCTL_ENDPOINT', 'The address of the service. --endpoint takes precedence.'),
  entry(
    'ASRCTL_PAGER',
    'Shows what is longer than the screen, before PAGER; default less. Words separated by blanks, or a JSON array; no shell reads it. cat, or an empty value, turns paging off.',
  ),
  entry(
    'ASRCTL_ACCESSIBLE',
    'If 1, lists to choose from are numbered and progress is plain lines, for screen readers.',
  ),
  ...settings(providers),
  entry('ASRCTL_HOME', 'The folder for configuration, state and cache.'),
  entry(
    'ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN',
    'Keys for Alibaba Cloud. They make a profile named env.',
  ),
  entry(
    'TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY, TENCENTCLOUD_TOKEN',
    'Keys for Tencent Cloud. They make a profile named env, unless keys for Alibaba Cloud are set.',
  ),
  entry('HTTPS_PROXY, ALL_PROXY, NO_PROXY', 'The proxy for calls to the services, as in curl(1).'),
  entry('WHISPER_MODEL', 'The model file of whisper.cpp, for the local service.'),
  entry(
    'NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE',
    'Turn colour off or on. --color takes precedence.',
  ),
  entry('NODE_DISABLE_COMPILE_CACHE', 'If set, no compiled code is kept in the cache folder.'),
];

/** Paths on Linux; ASRCTL_HOME and the XDG variables move them. */
export const files: readonly Entry[] = [
  entry('~/.config/asrctl/config.json', 'Profiles and stored keys. Mode 0600.'),
  entry(
    '.asrctl.json',
    'Settings of a project, read from the current folder and the folders above it.',
  ),
  entry('~/.local/state/asrctl/', 'The submit journal, and the data of the local service.'),
  entry('~/.cache/asrctl/', 'Compiled code of asrctl itself. It can be deleted at any time.'),
];
