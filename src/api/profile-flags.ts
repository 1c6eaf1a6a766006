// Profile settings that every service over HTTP has.
import type { FlagSpec } from './profile-facts.js';

export const httpProfileFlags: readonly FlagSpec[] = [
  {
    flags: '--request-timeout <time>',
    description: 'how long to wait for an answer: 90s, 2m (default: 60s)',
  },
  {
    flags: '--insecure-http',
    description: 'allow an http:// endpoint, which sends signed requests unencrypted',
  },
];
