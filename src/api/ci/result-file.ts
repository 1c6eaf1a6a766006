// The result file that a job leaves in the user's bucket, read back as a transcript.
import { CliError, Exit } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import { transcriptOf, type Transcript } from '../../transcripts/transcript.js';
import { cosOrigin, parseCosUri, type BucketRef } from './bucket.js';
import { textSegments } from '../../transcripts/results/ci-result.js';
import type { CiClient } from './client.js';

const uriOf = (job: Job): string | null => {
  const output = job.output as { readonly uri?: unknown } | null;
  return typeof output?.uri === 'string' && output.uri.startsWith('cos://') ? output.uri : null;
};

/**
 * Fetches a job's result file by a signed GET and reads its lines. Throws exit 1 when the job
 * names no file or the file is not a text result, 3 when it is gone.
 */
export const fetchResult = async (
  { client, ref }: { readonly client: CiClient; readonly ref: BucketRef },
  job: Job,
  signal?: AbortSignal,
): Promise<Transcript> => {
  const uri = uriOf(job);
  if (uri === null) {
    throw new CliError(Exit.error, `Job ${job.id} names no result file`, {
      hint: 'Only a finished job with an output in COS has one.',
    });
  }
  const { bucket, key } = parseCosUri(uri);
  const body = await client.fetchObject(cosOrigin(bucket, ref), `/${key}`, signal);
  const usage = job.usage as { readonly audioMs?: number } | null;
  return transcriptOf(textSegments(body.toString('utf8'), usage?.audioMs ?? 0));
};
