import type { App } from '../../app.js';
import type { PreparedSubmit, ProductionApi } from '../../api/provider.js';
import { CliError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { withoutSignature } from '../../jobs/presigned.js';
import { resolveMedia } from '../inputs/media.js';
import { requestsOutput, submittedOutput, type SubmitRow } from '../views/requests.js';
import { resolve } from 'node:path';
import { openProduction } from './production-api.js';

export interface SubmitFlags {
  readonly function: string;
  readonly input: string;
  readonly output: string;
  readonly params?: string;
  readonly name?: string;
  readonly template?: string;
  readonly model?: string;
  readonly pipeline?: string;
  readonly priority?: string;
  readonly userData?: string;
  readonly dryRun?: true;
}

const isAddress = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(text) || /^\s*\{/.test(text) || /^[0-9a-f]{32}$/i.test(text);

const prepared = async (
  app: App,
  api: ProductionApi,
  flags: SubmitFlags,
): Promise<PreparedSubmit> => {
  const { input, output } = flags;
  return api.prepare({
    functionName: flags.function,
    input: isAddress(input) ? input : resolveMedia(app, input),
    output: isAddress(output) ? output : resolve(app.cwd, output),
    params: flags.params ?? null,
    name: flags.name ?? null,
    templateId: flags.template ?? null,
    modelId: flags.model ?? null,
    userData: flags.userData ?? null,
    pipelineId: flags.pipeline ?? null,
    priority: flags.priority ?? null,
  });
};

/** The API lists no production jobs: `production list` and `@last` find this one in the journal. */
const record = async (app: App, id: string, flags: SubmitFlags): Promise<void> => {
  try {
    const { scope } = await app.provider();
    const { jobs } = await app.journal();
    const source = withoutSignature(flags.input);
    await jobs.addProduction({ id, scope, functionName: flags.function, source });
  } catch (error) {
    // The job exists: its id is printed, whatever the journal says.
    if (!(error instanceof CliError)) throw error;
    app.tools.notice(`The journal could not record job ${id}: ${error.message}`);
  }
};

/** Submits one job; everything is checked before it is sent. Throws exit 2 for a usage error. */
export const submit = async (app: App, flags: SubmitFlags): Promise<Output> => {
  const api = await openProduction(app);
  const request = await prepared(app, api, flags);
  if (flags.dryRun === true) return requestsOutput([{ source: flags.input, ...request }]);
  const sent = await api.submit(request, { signal: app.signal });
  await record(app, sent.id, flags);
  const row: SubmitRow = { source: flags.input, ...sent, submitted: 'new', error: null };
  return submittedOutput([row]);
};
