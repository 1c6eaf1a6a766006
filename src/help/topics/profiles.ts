// How a profile is chosen and where its keys come from.
import type { ProviderDescription } from '../../api/provider.js';
import { sourcesFor } from '../../profiles/sources/index.js';
import type { Block } from '../layout.js';

export default (providers: readonly ProviderDescription[]): readonly Block[] => [
  {
    title: null,
    entries: [
      { text: 'A profile is a service, its region and the place of its keys. It has a name.' },
    ],
  },
  {
    title: 'The profile in force is the first of',
    entries: [
      { term: '--profile', text: 'the flag' },
      { term: 'ASRCTL_PROFILE', text: 'the variable' },
      { term: '.asrctl.json', text: 'the project file, in this folder or above it' },
      { term: 'asrctl profile use', text: 'the configured default' },
      { term: 'env', text: 'if the environment holds keys of a cloud' },
      { term: 'local', text: 'on a terminal; a script must name a profile (exit 4)' },
    ],
  },
  {
    title: 'Sources of keys (profile add --source)',
    entries: sourcesFor(providers).map(({ name, summary }) => ({ term: name, text: summary })),
  },
  {
    title: 'Examples',
    entries: [
      { command: 'asrctl profile add work --region cn-shanghai' },
      { command: 'asrctl profile test work' },
      { command: 'asrctl profile show' },
      { command: 'asrctl list --profile work' },
    ],
  },
];
