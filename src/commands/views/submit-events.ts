// What is said on the way of a submit, in every command that submits.
import type { SubmitEvent } from '../../submitting/submit-service.js';

/** To be printed after the medium. */
export const submitEventText = (event: SubmitEvent): string =>
  event.kind === 'busy'
    ? 'another asrctl process is submitting it; waiting for its job.'
    : `job ${event.id} for this address has succeeded; submitting a new one, because the content may have changed. --reuse takes the finished job.`;
