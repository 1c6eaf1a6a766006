// What is said on the way of a submit, in every command that submits.
import type { SubmitEvent, SubmitResult } from '../../submitting/submit-service.js';

/** To be printed after the medium. */
export const submitEventText = (event: SubmitEvent): string =>
  event.kind === 'busy'
    ? 'another asrctl process is submitting it; waiting for its job.'
    : `job ${event.id} for this address has succeeded; submitting a new one, because the content may have changed. --reuse takes the finished job.`;

/** What is said of a job that was not sent now; null for a new one. */
export const submitResultText = (
  { submitted, id, state }: SubmitResult,
  advice: string,
): string | null => {
  if (submitted === 'recovered')
    return `an earlier attempt made job ${id}; nothing was sent again.`;
  if (submitted === 'new') return null;
  const known = state === 'succeeded' ? 'has succeeded' : `is ${state}`;
  return `job ${id} for it ${known}; nothing was sent.${advice}`;
};
