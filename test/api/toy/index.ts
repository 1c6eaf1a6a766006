// A third service as somebody would add one: a folder with a description and a provider. Its jobs live in memory.
import type {
  Connection,
  Provider,
  ProviderDescription,
  SubmitOptions,
  Tools,
} from '../../../src/api/provider.js';
import { CliError, Exit } from '../../../src/errors.js';
import { emptyJob, type Job } from '../../../src/jobs/job.js';
import { addToken, takeToken } from '../../../src/jobs/token.js';

interface Kept {
  readonly job: Job;
  readonly userData: string;
}

/** What a server would hold; a test makes one for each run of commands. */
export interface ToyService {
  readonly jobs: Kept[];
  /** Key id and secret of every call, in order. */
  readonly identities: string[];
}

const signIn = async ({ identities }: ToyService, connection: Connection): Promise<void> => {
  const { accessKeyId, accessKeySecret } = await connection.credentials();
  identities.push(`${accessKeyId}:${accessKeySecret.reveal()}`);
  if (accessKeySecret.reveal() !== 'toySecret0001') throw new CliError(Exit.auth, 'Wrong key');
};

const toyProvider = (service: ToyService, connection: Connection, tools: Tools): Provider => ({
  name: 'toy',
  scope: `toy ${connection.profile}`,
  idsPerGet: 50,
  prepare: async ({ media, options }) => ({
    media,
    input: media,
    operation: 'Play',
    parameters: options,
  }),
  async submit({ media, parameters }, { token } = {}) {
    await signIn(service, connection);
    const id = `toy-${service.jobs.length + 1}`;
    const { pitch } = parameters as SubmitOptions;
    const job: Job = {
      ...emptyJob(id, 'toy'),
      profile: connection.profile,
      region: connection.region,
      type: 'Song',
      state: 'succeeded',
      input: media,
      title: `${connection.settings['mood']} at ${String(pitch)}`,
      createdAt: new Date(tools.clock.now()).toISOString(),
    };
    service.jobs.unshift({ job, userData: addToken(null, token ?? '') });
    return { input: media, id, state: 'queued' };
  },
  async find(token) {
    const found = service.jobs.find(({ userData }) => takeToken(userData).token === token);
    return found === undefined ? null : { ...found.job, input: found.job.input ?? '' };
  },
  async get(ids) {
    await signIn(service, connection);
    return ids.map((id) => service.jobs.find(({ job }) => job.id === id)?.job ?? null);
  },
  async list() {
    await signIn(service, connection);
    const jobs = service.jobs.map(({ job }) => job);
    return { jobs, nextToken: null, total: jobs.length, applied: new Set(['order'] as const) };
  },
});

/** The registry line of the toy. */
export const toyOf = (service: ToyService): ProviderDescription => ({
  name: 'toy',
  title: 'Toy Box',
  submitFlags: [{ flags: '--pitch <hz>', description: 'pitch of the toy' }],
  listFlags: [],
  profileFlags: [{ flags: '--mood <word>', description: 'mood of the toy' }],
  environment: {
    source: 'toy-env',
    summary: 'TOY_ID, TOY_SECRET',
    keys: [{ id: 'TOY_ID', secret: 'TOY_SECRET', tokens: [] }],
    region: ['TOY_REGION'],
    endpoint: 'TOY_ENDPOINT',
    settings: { mood: 'TOY_MOOD' },
  },
  jobTypes: ['Song'],
  open: async (connection, tools) => toyProvider(service, connection, tools),
  readAnswer: async (value) =>
    (value as { toy?: string } | null)?.toy === undefined ? null : emptyJob('saved', 'toy'),
});
