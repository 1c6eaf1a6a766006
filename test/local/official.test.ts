// Official clients other than ours work against the service unchanged.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  coreClient,
  openApiClient,
  openApiForm,
  popClient,
  type Call,
  type Identity,
} from './official.js';
import { medium, runService, until, type TestService } from './support.js';

let service: TestService;
let input: string;
beforeAll(async () => {
  service = await runService();
  input = await medium(service.dir, "a (1)*!'~ 测试.wav");
});
afterAll(() => service.end());

const clients: Record<string, (authority: string, keys: Identity) => Call> = {
  'openapi-client, ACS3': (authority, keys) => openApiClient(authority, keys),
  'openapi-client, ACS3, GET': (authority, keys) =>
    openApiClient(authority, keys, undefined, 'GET'),
  'openapi-client, ACS3, form body': openApiForm,
  'openapi-client, HMAC-SHA1': (authority, keys) => openApiClient(authority, keys, 'v2'),
  'openapi-core, ACS3': (authority, keys) => coreClient(authority, keys),
  'pop-core, HMAC-SHA1, GET': (authority, keys) => popClient(authority, keys, 'GET'),
  'pop-core, HMAC-SHA1, POST': (authority, keys) => popClient(authority, keys, 'POST'),
};

const identities = {
  'a key': (s: TestService): Identity => ({
    accessKeyId: s.running.file.accessKeyId,
    accessKeySecret: s.running.file.accessKeySecret,
  }),
  'a key with a security token': (s: TestService): Identity => ({
    accessKeyId: s.running.file.accessKeyId,
    accessKeySecret: s.running.file.accessKeySecret,
    securityToken: s.running.file.securityToken,
  }),
};

const cases = Object.keys(clients).flatMap((client) =>
  (Object.keys(identities) as (keyof typeof identities)[]).map((identity) => ({
    client,
    identity,
  })),
);

describe.each(cases)('$client with $identity', ({ client, identity }) => {
  it('submits a job, gets its result, finds it in the list and deletes it', async () => {
    const authority = `127.0.0.1:${service.running.file.port}`;
    const call = clients[client]!(authority, identities[identity](service));
    const title = 't+1 & 2 (é) *';
    const submitted = await call('SubmitASRJob', {
      InputFile: input,
      Title: title,
      UserData: '{"a":1}',
      EditingConfig: '{"HotwordLibraryIdList":"abc"}',
    });
    expect(submitted['JobId']).toMatch(/^[0-9a-f]{32}$/);
    expect(submitted['State']).toBe('Created');
    expect(submitted['RequestId']).toMatch(/^[0-9A-F]{8}-/);

    const JobId = String(submitted['JobId']);
    const job = await until(
      () => call('GetSmartHandleJob', { JobId }),
      (body) => body['State'] === 'Finished',
    );
    expect(job).toMatchObject({
      JobId,
      UserData: '{"a":1}',
      SmartJobInfo: { Title: title, JobType: 'ASR', InputConfig: { InputFile: input } },
    });
    const result = JSON.parse(String(job['JobResult'].AiResult)) as { content: string }[];
    expect(result).toHaveLength(3);
    expect(result[0]).toMatchObject({ from: 0, to: 2 });
    expect(job['Output']).toBe(job['JobResult'].AiResult);

    const list = await call('ListSmartJobs', { JobType: 'ASR', MaxResults: '1' });
    expect(list['SmartJobList'][0]).toMatchObject({ JobId, JobState: 'Finished', Title: title });

    await call('DeleteSmartJob', { JobId });
    await expect(call('GetSmartHandleJob', { JobId })).rejects.toMatchObject({
      code: 'InvalidParameter.JobNotFound',
    });
  });
});

it('gives every client the same job', async () => {
  const authority = `127.0.0.1:${service.running.file.port}`;
  const keys = identities['a key'](service);
  const calls = Object.values(clients).map((client) => client(authority, keys));
  const { JobId } = await calls[0]!('SubmitASRJob', { InputFile: input, Title: 'one' });
  await until(
    () => calls[0]!('GetSmartHandleJob', { JobId: String(JobId) }),
    (body) => body['State'] === 'Finished',
  );
  const seen = await Promise.all(
    calls.map((call) => call('GetSmartHandleJob', { JobId: String(JobId) })),
  );
  const bodies = seen.map(({ RequestId, ...body }) => {
    expect(RequestId).toBeTruthy();
    return body;
  });
  for (const body of bodies) expect(body).toEqual(bodies[0]);
});
