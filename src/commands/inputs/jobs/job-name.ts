// What a job of the journal is called for people.
import type { KnownJob } from '../../../journal/jobs/job-records.js';
import { shownTitle } from '../../views/job-name.js';

/** Its title, else the name of its media; for a production job its function and its media. */
export const nameOfKnown = ({ kind, title, source }: KnownJob): string => {
  if (kind === 'job') return shownTitle(title, source);
  return [title, shownTitle(null, source)].filter(Boolean).join(' of ');
};
