// One signed call: sign, send, read the answer; reads are asked again, everything else goes out once.
import { ownAnswer } from '../http/answer.js';
import { HttpFault } from '../http/http-fault.js';
import type { Credentials } from '../provider.js';
import { retry } from '../http/retry.js';
import { networkFault } from '../http/service-fault.js';
import type { CiCallFacts } from './error-rules.js';
import { errorOf } from './errors.js';
import { exchange, type Call, type Sender } from './http/exchange.js';
import { outcomeOf, statusFault, verdictOf, type Outcome, type Reply } from './http/faults.js';

export interface CiClient {
  /** A call to the CI service; the answer has the root `Response`. Throws CliError. */
  call(call: Call): Promise<Reply>;
  /** The object at a path of a bucket's origin, as it is. Throws CliError, exit 3 when there is none. */
  fetchObject(origin: string, path: string, signal?: AbortSignal): Promise<Buffer>;
}

const factsOf = (
  { connection, ref, tools }: Sender,
  keys: Credentials,
  origin: string,
  call: Call,
): CiCallFacts => ({
  action: call.action,
  host: new URL(origin).host,
  profile: connection.profile,
  region: ref.region,
  bucket: ref.bucket,
  origin: keys.origin,
  secrets: [keys.accessKeySecret.reveal(), keys.securityToken?.reveal() ?? '', keys.accessKeyId],
  command: tools.command,
  creates: call.method === 'POST',
});

/** Sends a call once, or a read until it is answered, and gives what came of it. */
const attempt = <T>(
  sender: Sender,
  call: Call,
  once: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const faultless = async (): Promise<Outcome<T>> => {
    try {
      return await once();
    } catch (error) {
      if (error instanceof HttpFault) return { ok: false, fault: networkFault(error) };
      throw error;
    }
  };
  return call.method === 'GET'
    ? retry(faultless, verdictOf, sender.tools, call.signal)
    : faultless();
};

/** The calls of one connection. */
export const ciClient = (sender: Sender, keys: Credentials): CiClient => {
  const { ref, tools } = sender;
  const answered = <T>(outcome: Outcome<T>, origin: string, call: Call): T => {
    if (outcome.ok) return outcome.reply;
    throw errorOf(outcome.fault, factsOf(sender, keys, origin, call));
  };
  return {
    async call(call) {
      const outcome = await attempt(sender, call, async () =>
        outcomeOf(
          await exchange(sender, keys, ref.origin, call),
          'Response',
          tools.clock.now(),
          call.accepts,
        ),
      );
      return answered(outcome, ref.origin, call);
    },
    async fetchObject(origin, path, signal) {
      const call: Call = { action: 'GetObject', method: 'GET', path, signal };
      const outcome = await attempt<Buffer>(sender, call, async () => {
        const answer = ownAnswer(await exchange(sender, keys, origin, call), 'x-cos-request-id');
        if (answer.status === 200) return { ok: true, reply: answer.body };
        return { ok: false, fault: statusFault(answer, tools.clock.now()) };
      });
      return answered(outcome, origin, call);
    },
  };
};
