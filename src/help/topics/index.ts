// The registry of help topics: `asrctl help <name>`, and sections of the man page.
import type { Topic } from './topic.js';

export interface TopicEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Topic }>;
}

export const topics: readonly TopicEntry[] = [
  {
    name: 'profiles',
    summary: 'how a profile is chosen, and where its keys come from',
    load: () => import('./profiles.js'),
  },
  {
    name: 'local',
    summary: 'what the local service is, and how it runs',
    load: () => import('./local.js'),
  },
  {
    name: 'formats',
    summary: 'formats of lists, subtitles and texts',
    load: () => import('./formats.js'),
  },
  {
    name: 'styles',
    summary: 'readability rules for subtitles, with their limits',
    load: () => import('./styles.js'),
  },
  {
    name: 'environment',
    summary: 'variables and files that asrctl reads',
    load: () => import('./environment.js'),
  },
  {
    name: 'exit-codes',
    summary: 'what each exit code means',
    load: () => import('./exit-codes.js'),
  },
];
