// The registry of commands: a line each. Names and summaries are known without loading any of them.
import type { Command } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../api/provider.js';
import type { Host } from './host.js';

type Build = (host: Host, providers: readonly ProviderDescription[]) => unknown;

export interface CommandEntry {
  readonly name: string;
  readonly alias?: string;
  /** The heading under which help lists it. */
  readonly group: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Build }>;
}

const groups = {
  transcribe: 'Transcribe',
  subtitles: 'Subtitles',
  cloud: 'Cloud services',
  setup: 'Set up',
  about: 'About asrctl',
} as const;

/** In the order of help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'transcribe',
    group: groups.transcribe,
    summary: 'write subtitles for recordings, resumable',
    load: () => import('./transcribe/index.js'),
  },
  {
    name: 'submit',
    group: groups.transcribe,
    summary: 'submit media for transcription',
    load: () => import('./submit.js'),
  },
  {
    name: 'wait',
    group: groups.transcribe,
    summary: 'wait until jobs are finished',
    load: () => import('./wait/index.js'),
  },
  {
    name: 'get',
    group: groups.transcribe,
    summary: 'show jobs with their results',
    load: () => import('./get.js'),
  },
  {
    name: 'list',
    group: groups.transcribe,
    summary: 'list jobs',
    load: () => import('./list/index.js'),
  },
  {
    name: 'retry',
    group: groups.transcribe,
    summary: 'submit failed jobs again with the same parameters',
    load: () => import('./retry/index.js'),
  },
  {
    name: 'cancel',
    group: groups.transcribe,
    summary: 'cancel jobs',
    load: () => import('./cancel/index.js'),
  },
  {
    name: 'open',
    group: groups.transcribe,
    summary: "open the console's page of a job",
    load: () => import('./open/index.js'),
  },
  {
    name: 'export-srt',
    alias: 'export',
    group: groups.subtitles,
    summary: 'write subtitles or text of a job or a saved file',
    load: () => import('./export.js'),
  },
  {
    name: 'lint',
    group: groups.subtitles,
    summary: 'check subtitles against a style',
    load: () => import('./lint/index.js'),
  },
  {
    name: 'styles',
    group: groups.subtitles,
    summary: 'show the subtitle styles and their limits',
    load: () => import('./styles/index.js'),
  },
  {
    name: 'production',
    group: groups.cloud,
    summary: 'make covers, summaries, captions and clean sound (IMS)',
    load: () => import('./production/index.js'),
  },
  {
    name: 'hotwords',
    group: groups.cloud,
    summary: 'list the hotword libraries of IMS',
    load: () => import('./hotwords/index.js'),
  },
  {
    name: 'queue',
    group: groups.cloud,
    summary: 'list the queues of a Tencent CI bucket',
    load: () => import('./queue.js'),
  },
  {
    name: 'local',
    group: groups.setup,
    summary: 'run the local transcription service',
    load: () => import('./local/index.js'),
  },
  {
    name: 'profile',
    group: groups.setup,
    summary: 'manage credential profiles',
    load: () => import('./profile/index.js'),
  },
  {
    name: 'doctor',
    group: groups.setup,
    summary: 'check configuration, credentials, network and engine',
    load: () => import('./doctor/index.js'),
  },
  {
    name: 'completion',
    group: groups.setup,
    summary: 'set up completion in a shell',
    load: () => import('./completion/index.js'),
  },
  {
    name: 'help',
    group: groups.about,
    summary: 'show help for a command or a topic',
    load: () => import('./help.js'),
  },
  {
    name: 'journal',
    group: groups.about,
    summary: 'manage the submit journal',
    load: () => import('./journal.js'),
  },
  {
    name: 'paths',
    group: groups.about,
    summary: 'print where files are kept',
    load: () => import('./paths.js'),
  },
  {
    name: 'schema',
    group: groups.about,
    summary: 'print the JSON Schemas of the documents',
    load: () => import('./schema.js'),
  },
  {
    name: 'version',
    group: groups.about,
    summary: 'print the versions of asrctl and of what it writes',
    load: () => import('./version.js'),
  },
];

/** Loads one command and builds it; the registry's summary is its description in the parent's help. */
export const buildCommand = async (
  entry: CommandEntry,
  host: Host,
  providers: readonly ProviderDescription[],
): Promise<Command> => {
  const command = (await entry.load()).default(host, providers) as Command;
  return command.summary(entry.summary).helpGroup(entry.group);
};
