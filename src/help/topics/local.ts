// The local service: what it is, and how it runs.
import type { ProviderDescription } from '../../api/provider.js';
import type { Block } from '../layout.js';

const profileNames = (providers: readonly ProviderDescription[]): string =>
  providers.flatMap(({ localProfile }) => localProfile?.name ?? []).join(' and ');

export default (providers: readonly ProviderDescription[]): readonly Block[] => [
  {
    title: null,
    entries: [
      {
        text: 'The local service transcribes on this machine with a speech engine. It implements the wire protocols of both clouds, so a script that works with it works with them.',
      },
    ],
  },
  {
    title: null,
    entries: [
      {
        text: `The profiles ${profileNames(providers)} use it. It starts when a command needs it and stops when idle. It listens on this machine only, and needs no account.`,
      },
    ],
  },
  {
    title: 'Commands',
    entries: [
      { term: 'asrctl local setup', text: 'install a speech engine and ffmpeg, once' },
      { term: 'asrctl local status', text: 'show if it runs, and its engine' },
      { term: 'asrctl local logs', text: 'show its log' },
      { term: 'asrctl local stop', text: 'stop it; jobs continue at the next start' },
      { term: 'asrctl local env', text: 'print its address and keys for other clients' },
      { term: 'asrctl local --help', text: 'all commands' },
    ],
  },
  {
    title: 'Examples',
    entries: [
      { command: 'asrctl transcribe talk.wav --profile local' },
      { command: 'asrctl submit talk.wav --profile local' },
    ],
  },
];
