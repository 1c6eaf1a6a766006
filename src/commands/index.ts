// The registry of commands: a line each. Names and summaries are known without loading any of them.
import type { Command } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../api/provider.js';
import type { Host } from './host.js';

type Build = (host: Host, providers: readonly ProviderDescription[]) => unknown;

export interface CommandEntry {
  readonly name: string;
  readonly alias?: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Build }>;
}

export const commands: readonly CommandEntry[] = [
  { name: 'submit', summary: 'submit media for transcription', load: () => import('./submit.js') },
  { name: 'get', summary: 'show jobs with their results', load: () => import('./get.js') },
  { name: 'list', summary: 'list jobs', load: () => import('./list/index.js') },
  { name: 'wait', summary: 'wait until jobs are finished', load: () => import('./wait/index.js') },
  {
    name: 'export-srt',
    alias: 'export',
    summary: 'write subtitles or text of a job or a saved file',
    load: () => import('./export.js'),
  },
  {
    name: 'transcribe',
    summary: 'write subtitles for recordings, resumable',
    load: () => import('./transcribe/index.js'),
  },
  {
    name: 'lint',
    summary: 'check subtitles against a style',
    load: () => import('./lint/index.js'),
  },
  {
    name: 'production',
    summary: 'make covers, summaries, captions and clean sound (IMS)',
    load: () => import('./production/index.js'),
  },
  {
    name: 'hotwords',
    summary: 'list the hotword libraries of IMS',
    load: () => import('./hotwords/index.js'),
  },
  {
    name: 'queue',
    summary: 'list the queues of a Tencent CI bucket',
    load: () => import('./queue.js'),
  },
  {
    name: 'profile',
    summary: 'manage credential profiles',
    load: () => import('./profile/index.js'),
  },
  {
    name: 'local',
    summary: 'run the local transcription service',
    load: () => import('./local/index.js'),
  },
  {
    name: 'doctor',
    summary: 'check configuration, credentials, network and engine',
    load: () => import('./doctor/index.js'),
  },
  { name: 'journal', summary: 'manage the submit journal', load: () => import('./journal.js') },
  { name: 'paths', summary: 'print where files are kept', load: () => import('./paths.js') },
  {
    name: 'version',
    summary: 'print the versions of asrctl and of what it writes',
    load: () => import('./version.js'),
  },
  {
    name: 'schema',
    summary: 'print the JSON Schemas of the documents',
    load: () => import('./schema.js'),
  },
  {
    name: 'completion',
    summary: 'print a shell completion script',
    load: () => import('./completion.js'),
  },
];

/** Loads one command and builds it; the registry's summary is its description in the parent's help. */
export const buildCommand = async (
  entry: CommandEntry,
  host: Host,
  providers: readonly ProviderDescription[],
): Promise<Command> => {
  const command = (await entry.load()).default(host, providers) as Command;
  return command.summary(entry.summary);
};
