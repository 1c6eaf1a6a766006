// The IMS gateway for one connection: signs in once, asks reads again when that may help, and turns
// what went wrong into the errors of this program.
import { CliError, Exit, usageError } from '../../errors.js';
import type { Connection, Tools } from '../provider.js';
import { retry } from '../http/retry.js';
import type { Circumstances } from './error-rules.js';
import { errorOf } from './errors.js';
import { judge, outcomeOf, type Answer, type ImsFault } from './http/faults.js';
import { loadSdk, openGateway, type Call, type Gateway } from './http/exchange.js';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Faults that are an answer to this question, such as an unknown job: resolves to null. */
  readonly absent?: ((fault: ImsFault) => boolean) | undefined;
}

export interface ImsClient {
  /** ReadOptions again on throttling, 5xx and network faults. */
  read(call: Call, asked?: ReadOptions): Promise<Answer | null>;
  /** Sent once. When the answer is lost the error's code is `submit_uncertain`. */
  create(call: Call, asked?: ReadOptions): Promise<Answer>;
}

/**
 * `https://ice.<region>.aliyuncs.com`, with the setting `vpc` its VPC twin. The endpoint map inside
 * the official SDKs sends all regions but Shanghai to another host and is not used (endpoints page).
 */
export const endpointOf = ({ endpoint, region, settings, profile }: Connection): string => {
  if (endpoint !== null) return endpoint;
  if (region === null)
    throw usageError(
      `Profile ${profile} has no region`,
      'Give --region, for example --region cn-shanghai, or set ASRCTL_REGION.',
    );
  if (!/^[a-z0-9-]+$/.test(region)) throw usageError(`Not a region: ${JSON.stringify(region)}`);
  return `https://ice${settings['vpc'] === 'true' ? '-vpc' : ''}.${region}.aliyuncs.com`;
};

interface Session {
  readonly gateway: Gateway;
  circumstances(call: Call, creates: boolean): Circumstances;
}

/**
 * Credentials before the endpoint: a local service gets its address only when they are asked for.
 * The SDK loads while they are waited for.
 */
const openSession = async (connection: Connection, tools: Tools): Promise<Session> => {
  const sdk = loadSdk(tools.env);
  const credentials = await connection.credentials();
  const endpoint = endpointOf(connection);
  const { accessKeyId, accessKeySecret, securityToken, origin } = credentials;
  const secrets = [securityToken?.reveal() ?? '', accessKeySecret.reveal(), accessKeyId];
  const { host } = new URL(endpoint);
  return {
    gateway: openGateway(await sdk, endpoint, credentials, () => tools.clock.now()),
    circumstances: ({ action }, creates) => {
      const { profile, region } = connection;
      return { action, host, profile, region, origin, secrets, creates };
    },
  };
};

/** A client that loads the SDK and asks for credentials with its first call. */
export const imsClient = (connection: Connection, tools: Tools): ImsClient => {
  let opening: Promise<Session> | null = null;
  const session = (): Promise<Session> => (opening ??= openSession(connection, tools));

  const once = async ({ gateway }: Session, call: Call, signal: AbortSignal | undefined) => {
    const outcome = outcomeOf(await gateway.exchange(call, signal));
    tools.trace(
      `${call.method} ${call.action}: ${outcome.ok ? 'ok' : (outcome.fault.code ?? outcome.fault.status)}`,
    );
    return outcome;
  };

  return {
    async read(call, { signal, absent } = {}) {
      const open = await session();
      const world = {
        clock: tools.clock,
        random: () => tools.random(),
        trace: (line: string) => tools.trace(line),
      };
      const outcome = await retry(() => once(open, call, signal), judge, world, signal);
      if (outcome.ok) return outcome.answer;
      if (absent?.(outcome.fault) === true) return null;
      throw errorOf(outcome.fault, open.circumstances(call, false));
    },
    async create(call, { signal } = {}) {
      const open = await session();
      const outcome = await once(open, call, signal);
      if (outcome.ok) return outcome.answer;
      throw errorOf(outcome.fault, open.circumstances(call, true));
    },
  };
};

/** For a submit that went well but for the id in its answer: the outcome is open, exit 8. */
export const withoutId = (action: string, { body }: Answer): CliError =>
  new CliError(
    Exit.unavailable,
    `${action} failed: the answer has no job id; the job may exist all the same`,
    {
      hint: 'Check --endpoint: this does not look like the Intelligent Media Services gateway.',
      code: 'submit_uncertain',
      requestId: typeof body['RequestId'] === 'string' ? body['RequestId'] : undefined,
    },
  );
