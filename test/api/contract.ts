// What every provider promises to the commands, run against a scripted server. A service writes its
// own answers (`Script`); what must come of them is the same for all.
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, ListQuery, Provider, Tools } from '../../src/api/provider.js';
import { CliError } from '../../src/errors.js';
import { jobStates, type JobState } from '../../src/jobs/job.js';
import { addToken } from '../../src/jobs/token.js';
import { secretOf } from '../../src/profiles/secret.js';
import { jumpingClock } from '../support/run.js';
import { scriptedServer, type Answer, type ScriptedServer } from '../support/scripted-server.js';

/** The answers of one service, in its own spelling. */
export interface Script {
  readonly name: string;
  readonly media: string;
  /** The connection's own fields; the server's address is added. */
  readonly connection: Partial<Connection>;
  open(connection: Connection, tools: Tools): Promise<Provider>;
  submitted(id: string): Answer;
  job(id: string, state: JobState, userData?: string): Answer;
  /** The answer to a `get` for an id that the service does not know. */
  unknown(id: string): Answer;
  list(jobs: readonly { id: string; userData?: string }[], nextToken: string | null): Answer;
  /** An error body with that meaning. `quoted` stands in its message. */
  fault(
    meaning: 'throttled' | 'keys' | 'forbidden' | 'parameter' | 'broken',
    quoted: string,
  ): Answer;
  /** States that the service can report. */
  readonly states: readonly JobState[];
}

export const secrets = {
  id: 'AKTESTmadeUpKeyId000001',
  key: 'madeUpSecretOfNobody0000000001',
  token: 'madeUpSessionToken00000000000001',
};

export interface Bench {
  readonly server: ScriptedServer;
  readonly provider: Provider;
  readonly notices: readonly string[];
  readonly traces: readonly string[];
  readonly now: () => number;
}

/** A provider over a server of its own, with a clock that only sleeping moves. */
export const bench = async (script: Pick<Script, 'connection' | 'open'>): Promise<Bench> => {
  const server = await scriptedServer();
  const clock = jumpingClock();
  const notices: string[] = [];
  const traces: string[] = [];
  const connection: Connection = {
    provider: 'ims',
    profile: 'work',
    region: 'cn-shanghai',
    endpoint: server.endpoint,
    settings: {},
    local: false,
    credentials: async () => ({
      accessKeyId: secrets.id,
      accessKeySecret: secretOf(secrets.key),
      securityToken: secretOf(secrets.token),
      origin: 'the test',
    }),
    ...script.connection,
  };
  const tools: Tools = {
    env: {},
    clock,
    random: () => 0.5,
    trace: (line) => void traces.push(line),
    command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
    notice: (line) => void notices.push(line),
  };
  const provider = await script.open(connection, tools);
  return { server, provider, notices, traces, now: () => clock.now() };
};

/** The CliError of a promise that must reject, checked for secrets in every form it may be shown in. */
export const failure = async (work: Promise<unknown>): Promise<CliError> => {
  const error = await work.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CliError)) throw error;
  const shown = [String(error), error.stack, JSON.stringify(error), inspect(error, { depth: 9 })];
  for (const secret of [...Object.values(secrets), 'Signature=', 'InputFile=', 'UserData='])
    expect(shown.join('\n')).not.toContain(secret);
  return error;
};

const quoted = `Specified signature is not matched. https://api.example/?UserData=x&Signature=abc ${secrets.id}`;

const reads = (get: () => Bench, script: Script): void => {
  it.each(script.states)('reads a job that is %s', async (state) => {
    const { server, provider } = get();
    server.answer(script.job('job-1', state));
    const [job] = await provider.get(['job-1'], { raw: true });
    expect(job).toMatchObject({ id: 'job-1', state, provider: provider.name, profile: 'work' });
    expect(Object.values(job ?? {})).not.toContain(undefined);
    expect(job?.raw).not.toBeNull();
  });

  it('gives null for an id that the service does not know', async () => {
    const { server, provider } = get();
    server.answer(script.unknown('nobody'));
    expect(await provider.get(['nobody'])).toEqual([null]);
  });

  it('lists page by page, and says what the service filtered', async () => {
    const { server, provider } = get();
    server.answer(
      script.list([{ id: 'a' }, { id: 'b' }], 'more'),
      script.list([{ id: 'c' }], null),
    );
    const query: ListQuery = { order: 'desc', pageSize: 100_000 };
    const first = await provider.list(query);
    expect([first.jobs.map((job) => job.id), first.nextToken]).toEqual([['a', 'b'], 'more']);
    const last = await provider.list({ ...query, nextToken: 'more' });
    expect([last.jobs.map((job) => job.id), last.nextToken]).toEqual([['c'], null]);
    expect(first.applied).toContain('order');
    expect(server.asked).toHaveLength(2);
  });

  it('finds a job by the token in its user data, over pages, or null', async () => {
    const { server, provider } = get();
    const token = '0123456789abcdef01234567';
    const script2 = [
      script.list([{ id: 'a', userData: 'mine' }], 'more'),
      script.list([{ id: 'b', userData: addToken(null, token) }], null),
    ] as const;
    server.answer(...script2);
    expect(await provider.find(token, 0)).toMatchObject({ id: 'b' });
    server.answer(...script2);
    expect(await provider.find('f'.repeat(24), 0)).toBeNull();
  });
};

const faults = (get: () => Bench, script: Script): void => {
  it('asks a read again while the service is throttling or broken', async () => {
    const { server, provider, now } = get();
    const before = now();
    server.answer(
      script.fault('throttled', ''),
      script.fault('broken', ''),
      script.job('j', 'running'),
    );
    expect((await provider.get(['j']))[0]?.state).toBe('running');
    expect(server.asked).toHaveLength(3);
    expect(now()).toBeGreaterThan(before);
  });

  it.each([
    ['throttled', 8],
    ['broken', 8],
    ['keys', 4],
    ['forbidden', 4],
    ['parameter', 2],
  ] as const)('ends a read with a fault of kind %s in exit %i', async (meaning, exit) => {
    const { server, provider } = get();
    server.answer(script.fault(meaning, quoted));
    const error = await failure(provider.get(['j']));
    expect(error.exitCode).toBe(exit);
    expect(error.hint).not.toBeNull();
    expect(error.requestId).not.toBeNull();
  });

  it.each([
    ['cut', { cut: 'before' }, 8],
    ['cut off', { cut: 'within', body: '{"JobId"' }, 8],
    ['HTML from a broken gateway', { status: 502, body: '<html>Bad gateway</html>' }, 8],
    ['a page of somebody else', { status: 200, body: '<html>Sign in</html>' }, 8],
    ['a forbidden page of somebody else', { status: 403, body: '<html>No</html>' }, 8],
    ['a missing page of somebody else', { status: 404, body: 'not found' }, 8],
    ['a redirect', { status: 302, headers: { location: 'http://elsewhere/' } }, 8],
    ['no content', { status: 204 }, 8],
    ['an empty text', { status: 200, body: '' }, 8],
  ] as const)(
    'ends a read whose answer is %s in an error that says so',
    async (_name, answer, exit) => {
      const { server, provider } = get();
      server.answer(answer);
      const error = await failure(provider.get(['j']));
      expect(error.exitCode).toBe(exit);
      expect(error.message).toContain(
        'status' in answer
          ? `a proxy or gateway answered instead of ${new URL(server.endpoint).host}: status ${answer.status}`
          : answer.cut === 'within'
            ? 'was cut off'
            : 'cannot reach',
      );
      // Nothing but the service's own words is final.
      expect(server.asked).toHaveLength(5);
    },
  );

  it('stops at once when the signal aborts, with its reason', async () => {
    const { server, provider } = get();
    const controller = new AbortController();
    const reason = new CliError(130, 'Interrupted.');
    server.answer(() => {
      controller.abort(reason);
      return script.job('j', 'running');
    });
    await expect(provider.get(['j'], { signal: controller.signal })).rejects.toBe(reason);
  });
};

const submits = (get: () => Bench, script: Script): void => {
  const submit = async ({ provider }: Bench) => {
    const prepared = await provider.prepare({ media: script.media, options: {} });
    return provider.submit(prepared, { token: '0123456789abcdef01234567' });
  };

  it('sends a submit once and gives the id', async () => {
    const { server } = get();
    server.answer(script.submitted('job-7'));
    const done = await submit(get());
    expect(done).toMatchObject({ input: script.media, id: 'job-7' });
    expect(jobStates).toContain(done.state);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.url + (server.asked[0]?.body ?? '')).toContain(
      '0123456789abcdef01234567',
    );
  });

  it.each([
    ['the connection is cut', { cut: 'before' }],
    ['the answer is cut', { cut: 'within', body: '{' }],
    ['the gateway breaks', { status: 502, body: '<html>' }],
  ] as const)('never sends a submit twice by itself: %s', async (_name, answer) => {
    const { server } = get();
    server.answer(answer);
    const error = await failure(submit(get()));
    expect(error.exitCode).toBe(8);
    expect(error.message).toContain('may exist');
    expect(server.asked).toHaveLength(1);
  });

  it('says of a refused submit that it was refused', async () => {
    const { server } = get();
    server.answer(script.fault('parameter', 'Title too long'));
    const error = await failure(submit(get()));
    expect(error.exitCode).toBe(2);
    expect(error.message).not.toContain('may exist');
  });
};

/** The promises of src/api/provider.ts, as tests. */
export const providerContract = (script: Script): void => {
  describe(`${script.name} keeps the contract of providers`, () => {
    let current: Bench;
    beforeAll(async () => {
      current = await bench(script);
    });
    afterAll(() => current.server.close());
    reads(() => current, script);
    faults(() => current, script);
    submits(() => current, script);
  });
};
