// What IMS adds to the command line. Light: help and completion read this without the SDK.
import type { FlagSpec } from '../provider.js';

/** SubmitASRJob's parameters (its page, and for EditingConfig's keys the official skill's field notes). */
export const submitFlags: readonly FlagSpec[] = [
  { flags: '--title <text>', description: 'title of the job, at most 128 bytes' },
  { flags: '--description <text>', description: 'description of the job, at most 128 bytes' },
  {
    flags: '--start-time <time>',
    description: 'start of the part to transcribe: HH:MM:SS, 90s, 1h30m',
  },
  {
    flags: '--duration <time>',
    description: 'length of the part to transcribe: HH:MM:SS, 90s, 1h30m',
  },
  { flags: '--hotwords <id>', description: 'hotword library to use' },
  {
    flags: '--sentence-max-length <n>',
    description: 'longest sentence in characters, 4 to 50',
  },
  { flags: '--semantic-sentences', description: 'break sentences by meaning' },
  {
    flags: '--editing-config <json>',
    description: 'EditingConfig as JSON; other flags override it',
  },
  { flags: '--user-data <text>', description: 'your own data, returned with the job' },
  {
    flags: '--notify <target>',
    description: 'http(s) address or ice-callback-… queue to notify at the end',
  },
];

/** What ListSmartJobs documents for JobType. */
export const jobTypes = ['ASR', 'DynamicChart', 'VideoTranslation', 'TextToSpeech'] as const;
