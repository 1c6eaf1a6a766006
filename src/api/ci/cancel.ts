// Cancelling a job: PUT /jobs/<id>?cancel (ci.md 1.2).
import type { CiClient } from './client.js';

/** The SDKs know this operation for `/jobs` only; that it cancels jobs of `/asr_jobs` is not documented. */
export const cancelJob = async (
  client: CiClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  await client.call({
    action: 'CancelJob',
    method: 'PUT',
    path: `/jobs/${id}`,
    query: [['cancel', '']],
    signal,
  });
};
