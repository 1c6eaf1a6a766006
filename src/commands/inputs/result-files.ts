// Results that a job left as a file in the user's storage. They are read on request: each costs one more call.
import type { CallOptions, Provider } from '../../api/provider.js';
import { CliError, usageError } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import type { Outcome } from '../../waiting/in-order.js';

export const resultFileFlag = [
  '--result-file',
  'read the transcript from the result file that the job left in its bucket (ci)',
] as const;

const fetchInto = async (
  fetchResult: NonNullable<Provider['fetchResult']>,
  outcome: Outcome<string, Job>,
  call: CallOptions,
): Promise<Outcome<string, Job>> => {
  if ('error' in outcome || outcome.value.state !== 'succeeded') return outcome;
  const { item, value } = outcome;
  try {
    return { item, value: { ...value, transcript: await fetchResult(value, call) } };
  } catch (error) {
    if (error instanceof CliError) return { item, error };
    throw error;
  }
};

/** The outcomes, succeeded jobs with the transcript of their result file. Throws exit 2 if the service has no such files. */
export async function* withResultFiles(
  provider: Provider,
  outcomes: AsyncIterable<Outcome<string, Job>>,
  call: CallOptions,
): AsyncGenerator<Outcome<string, Job>> {
  if (provider.fetchResult === undefined) {
    throw usageError(
      'The jobs of this service have no result files',
      'Leave out --result-file: the result is part of the job.',
    );
  }
  const fetchResult = provider.fetchResult.bind(provider);
  for await (const outcome of outcomes) yield fetchInto(fetchResult, outcome, call);
}
