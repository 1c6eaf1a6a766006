// The IMS gateway for one connection: loads credentials once, repeats reads when that may help, and turns
// faults into the errors of this program.
import { CliError, Exit, usageError } from '../../errors.js';
import type { Fields } from '../../json.js';
import type { Connection, Credentials, Tools } from '../provider.js';
import { withCredentials } from '../with-credentials.js';
import { retry } from '../http/retry.js';
import { openOutcome, type CallFacts } from '../http/service-error.js';
import { callLimits } from '../http/limits.js';
import { HttpFault } from '../http/http-fault.js';
import { errorOf } from './errors.js';
import {
  judge,
  lostOutcome,
  outcomeOf,
  type Answer,
  type ImsFault,
  type Outcome,
} from './http/faults.js';
import { loadSdk, openGateway, type Call, type Gateway } from './http/exchange.js';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Faults that are an answer to this question, such as an unknown job: resolves to null. */
  readonly absent?: ((fault: ImsFault) => boolean) | undefined;
  /** Whether a success is about what was asked; anything else is a foreign answer. */
  readonly accepts?: ((body: Fields) => boolean) | undefined;
}

export interface ImsClient {
  /** Repeated after throttling, outages, foreign answers and network faults. */
  read(call: Call, options?: ReadOptions): Promise<Answer | null>;
  /** Sent once. When the answer is lost, the code of the error is `submit_uncertain`. */
  create(call: Call, options?: ReadOptions): Promise<Answer>;
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
  factsOf(call: Call, creates: boolean): CallFacts;
}

/** The credentials are loaded before the endpoint: a local service has an address only after that. */
const openSession = async (
  connection: Connection,
  credentials: Credentials,
  tools: Tools,
): Promise<Session> => {
  const endpoint = endpointOf(connection);
  const { accessKeyId, accessKeySecret, securityToken, origin } = credentials;
  const secrets = [securityToken?.reveal() ?? '', accessKeySecret.reveal(), accessKeyId];
  const { host } = new URL(endpoint);
  return {
    gateway: openGateway(await loadSdk(tools.env), endpoint, credentials, callLimits(connection)),
    factsOf: ({ action }, creates) => {
      const { profile, region } = connection;
      const { command } = tools;
      return { action, host, profile, region, origin, secrets, command, creates };
    },
  };
};

const traceOf = ({ code, kind, status }: ImsFault): string => code ?? `${kind}, status ${status}`;

/** The open session. The SDK loads while the credentials are fetched. */
const sessionsOf = (connection: Connection, tools: Tools): (() => Promise<Session>) => {
  const opened = withCredentials(connection, (keys) => openSession(connection, keys, tools));
  return async () => {
    const [open] = await Promise.all([opened(), loadSdk(tools.env)]);
    return open;
  };
};

/** A client that loads the SDK and the credentials with its first call. */
export const imsClient = (connection: Connection, tools: Tools): ImsClient => {
  const session = sessionsOf(connection, tools);

  const attempt = async (
    { gateway }: Session,
    call: Call,
    { signal, accepts }: ReadOptions,
  ): Promise<Outcome> => {
    try {
      const answer = await gateway.exchange(call, signal);
      return outcomeOf(answer, tools.clock.now(), accepts);
    } catch (error) {
      if (error instanceof HttpFault) return lostOutcome(error);
      throw error;
    }
  };
  const once = async (open: Session, call: Call, options: ReadOptions) => {
    const outcome = await attempt(open, call, options);
    tools.trace(`${call.method} ${call.action}: ${outcome.ok ? 'ok' : traceOf(outcome.fault)}`);
    return outcome;
  };

  return {
    async read(call, options = {}) {
      const { signal, absent } = options;
      const open = await session();
      const outcome = await retry(() => once(open, call, options), judge, tools, signal);
      if (outcome.ok) return outcome.answer;
      if (absent?.(outcome.fault) === true) return null;
      throw errorOf(outcome.fault, open.factsOf(call, false));
    },
    async create(call, options = {}) {
      const open = await session();
      const outcome = await once(open, call, options);
      if (outcome.ok) return outcome.answer;
      throw errorOf(outcome.fault, open.factsOf(call, true));
    },
  };
};

/** The error of a submit whose answer has no job id: the outcome is open, exit 8. */
export const withoutId = (action: string, { body }: Answer): CliError =>
  new CliError(Exit.unavailable, `${action} failed: the answer has no job id; ${openOutcome}`, {
    hint: 'Check --endpoint: this does not look like the Intelligent Media Services gateway.',
    code: 'submit_uncertain',
    requestId: typeof body['RequestId'] === 'string' ? body['RequestId'] : undefined,
  });
