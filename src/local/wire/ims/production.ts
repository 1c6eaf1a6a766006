// The operations of production jobs: submit, query and cancel.
import type { LocalJob } from '../../jobs/job.js';
import type { Service } from '../wire.js';
import type { Action } from './action.js';
import { ImsFault, missing } from './ims-fault.js';
import type { Parameters } from './parameters.js';
import { productionAnswer } from './production-answers.js';
import { readSubmitProduction, textIn } from './submit-production.js';

const known = (parameters: Parameters, service: Service): LocalJob => {
  const id = textIn(parameters, 'JobId');
  if (id === null) throw missing('JobId');
  const job = service.jobs.get('production', id);
  if (job !== null) return job;
  throw new ImsFault(
    404,
    'InvalidParameter.JobNotFound',
    `The specified job does not exist: ${id.slice(0, 60)}`,
  );
};

export const productionActions: readonly (readonly [name: string, action: Action])[] = [
  [
    'SubmitIProductionJob',
    async (parameters, service) => ({
      JobId: service.jobs.submit(await readSubmitProduction(parameters, service)).id,
    }),
  ],
  [
    'QueryIProductionJob',
    (parameters, service) => {
      const job = known(parameters, service);
      return productionAnswer(job, job.state === 'finished' ? service.jobs.result(job.id) : null);
    },
  ],
  [
    'CancelIProductionJob',
    (parameters, service) => {
      service.jobs.cancel('production', known(parameters, service).id);
      return { Message: 'success' };
    },
  ],
];
