// A service that answers what a test wrote down, for commands whose subject is not the wire.
import type { JobPage, Provider } from '../../src/api/provider.js';
import { emptyJob, type Job } from '../../src/jobs/job.js';

/** A job with the given fields; every other one has its null value. */
export const jobWith = (fields: Partial<Job> & { readonly id: string }): Job => ({
  ...emptyJob(fields.id, 'ims'),
  ...fields,
});

/** A page of a listing that the service ordered itself; nothing else applied, nothing after it. */
export const pageOf = (jobs: readonly Job[], more: Partial<JobPage> = {}): JobPage => ({
  jobs,
  nextToken: null,
  total: null,
  applied: new Set(['order'] as const),
  ...more,
});

const unscripted = (what: string) => async (): Promise<never> => {
  throw new Error(`the test did not script ${what}`);
};

/** A provider of one id a call; methods that the test does not give fail the test when called. */
export const scriptedProvider = (methods: Partial<Provider>): Provider => ({
  name: 'ims',
  scope: 'scripted',
  idsPerGet: 1,
  prepare: async ({ media, options }) => ({
    media,
    input: media,
    operation: 'SubmitASRJob',
    parameters: { InputFile: media, ...options },
  }),
  submit: unscripted('submit'),
  find: async () => null,
  get: unscripted('get'),
  list: unscripted('list'),
  ...methods,
});
