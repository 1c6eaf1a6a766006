// Intelligent production over the IMS gateway: QueryIProductionJob and its siblings (ICE 2020-11-09).
import { CliError, Exit } from '../../../errors.js';
import type { ProductionRequest } from '../../../jobs/production.js';
import type {
  CallOptions,
  Connection,
  PreparedSubmit,
  ProductionApi,
  Submitted,
  Tools,
} from '../../provider.js';
import type { ImsClient } from '../client.js';
import type { Asker } from '../decode.js';
import type { ImsFault } from '../http/faults.js';
import { decodeProduction } from './decode.js';
import { download } from './download.js';
import { noticesFor, productionParameters } from './request.js';

/** Also what another region answers for a job that exists (field notes of the official skill). */
const isAbsent = ({ code }: ImsFault): boolean => /JobNotFound/i.test(code ?? '');

/** The API has no list of these jobs, so the hint of other submits does not apply. */
const uncertain = (error: unknown): unknown =>
  error instanceof CliError && error.code === 'submit_uncertain'
    ? new CliError(error.exitCode, error.message, {
        code: error.code,
        requestId: error.requestId ?? undefined,
        hint: 'The API lists no production jobs: look for the output, or into the console, before you submit again.',
        cause: error,
      })
    : error;

const submit = async (
  client: ImsClient,
  prepared: PreparedSubmit,
  call: CallOptions,
): Promise<Submitted> => {
  const query = prepared.parameters as Readonly<Record<string, string>>;
  const action = prepared.operation;
  const answer = await client
    .create({ action, method: 'POST', query }, { signal: call.signal })
    .catch((error: unknown) => {
      throw uncertain(error);
    });
  const { JobId: id, RequestId: requestId } = answer.body;
  if (typeof id === 'string' && id !== '') return { input: prepared.media, id, state: 'queued' };
  throw new CliError(Exit.error, `${action} failed: the answer has no job id`, {
    hint: 'Check --endpoint: this does not look like the Intelligent Media Services gateway.',
    requestId: typeof requestId === 'string' ? requestId : undefined,
  });
};

const prepare = (
  request: ProductionRequest,
  connection: Connection,
  tools: Tools,
): PreparedSubmit => {
  const parameters = productionParameters(request, connection);
  for (const notice of noticesFor(request, connection)) tools.notice(notice);
  return {
    media: request.input,
    input: request.input,
    operation: 'SubmitIProductionJob',
    parameters,
  };
};

/** The production half of the IMS provider; nothing is sent before the first call. */
export const productionApi = (
  client: ImsClient,
  asker: Asker,
  connection: Connection,
  tools: Tools,
): ProductionApi => ({
  prepare: async (request) => prepare(request, connection, tools),
  submit: (prepared, call = {}) => submit(client, prepared, call),
  async get(id, { signal, raw } = {}) {
    const query = { JobId: id };
    const request = { action: 'QueryIProductionJob', method: 'POST', query } as const;
    const answer = await client.read(request, { signal, absent: isAbsent });
    if (answer === null) return null;
    const job = decodeProduction(answer.body, asker, raw === true ? answer.text : null);
    return job === null ? null : { ...job, id };
  },
  async cancel(id, { signal } = {}) {
    const query = { JobId: id };
    const request = { action: 'CancelIProductionJob', method: 'POST', query } as const;
    return (await client.read(request, { signal, absent: isAbsent })) !== null;
  },
  download: (address, limitBytes, call = {}) =>
    download(address, limitBytes, call, { env: tools.env, local: connection.local }),
});
