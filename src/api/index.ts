// Every service we know, one line each.
import type { Job } from '../jobs/job.js';
import { ci } from './ci/index.js';
import { ims } from './ims/index.js';
import { parseJson } from '../json.js';
import type { ProviderDescription } from './provider.js';

export const providers: readonly ProviderDescription[] = [ims, ci];

const parsed = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    // Perhaps XML: the adapters read the text itself.
    return null;
  }
};

/** A saved answer of any of the services as a job, or null. */
export const readAnswer = async (
  text: string,
  services: readonly ProviderDescription[] = providers,
): Promise<Job | null> => {
  const value = parsed(text);
  for (const service of services) {
    const job = await service.readAnswer(value, text);
    if (job !== null) return job;
  }
  return null;
};
