// Between the server and a protocol's handler: applies a fault to a call, before or after it is handled.
import type { Service, WireAnswer, WireProtocol, WireRequest } from '../wire/wire.js';
import { cutInHalf, proxyPage, throttled, unavailable } from './fault-answers.js';
import type { ActiveFaults, Sleep } from './active-faults.js';
import { isOfJobs, type InjectedFault, type FaultName } from './injected-fault.js';
import { knownOperation } from './operation.js';

export type Handler = (request: WireRequest) => Promise<WireAnswer>;

/** The server sends no answer and resets the connection. */
export class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset';
}

export interface FaultInjection {
  readonly activeFaults: ActiveFaults;
  readonly sleep: Sleep;
}

interface Call {
  readonly protocol: WireProtocol;
  readonly service: Service;
  readonly fault: InjectedFault;
  readonly request: WireRequest;
  /** Handles the call without a fault. */
  readonly handle: Handler;
  readonly faults: FaultInjection;
}

/** Handled by a copy of the service with a skewed clock; the Date header is skewed as well. */
const skewed = async ({ protocol, service, fault, request }: Call): Promise<WireAnswer> => {
  const now = (): number => service.now() + (fault.delayMs ?? 0);
  const answer = await protocol.open({ ...service, now })(request);
  return { ...answer, headers: { ...answer.headers, Date: new Date(now()).toUTCString() } };
};

/** Handled normally; the new job is marked before it starts. */
const marked = ({ protocol, service, fault, request, faults }: Call): Promise<WireAnswer> => {
  const { jobs } = service;
  const submit: typeof jobs.submit = (job) => {
    const made = jobs.submit(job);
    faults.activeFaults.mark(made.id, fault);
    return made;
  };
  return protocol.open({ ...service, jobs: { ...jobs, submit } })(request);
};

const effects: Partial<Record<FaultName, (call: Call) => Promise<WireAnswer> | WireAnswer>> = {
  'answer-lost': async ({ handle, request }) => {
    await handle(request);
    throw new ConnectionReset('the answer is lost');
  },
  reset: () => {
    throw new ConnectionReset('reset');
  },
  'http-503': ({ protocol, service }) => unavailable(protocol.name, service.authority),
  throttling: ({ protocol, service, fault }) =>
    throttled(protocol.name, service.authority, fault.delayMs ?? 0),
  slow: async ({ handle, request, fault, faults }) => {
    const answer = await handle(request);
    await faults.sleep(fault.delayMs ?? 0);
    return answer;
  },
  cut: async ({ handle, request }) => cutInHalf(await handle(request)),
  html: proxyPage,
  'skewed-clock': skewed,
};

/** A protocol's handler with the active faults. Throws ConnectionReset where no answer may be sent. */
export const withFaults = (
  protocol: WireProtocol,
  service: Service,
  faults: FaultInjection,
): Handler => {
  const handle = protocol.open(service);
  return async (incoming) => {
    if (faults.activeFaults.list().length === 0) return handle(incoming);
    const { operation, request } = await knownOperation(protocol.name, incoming);
    const fault = faults.activeFaults.take(operation);
    if (fault === null) return handle(request);
    service.log(`fault on demand: ${fault.name} for ${operation ?? 'another call'}`);
    const effect = isOfJobs(fault.name) ? marked : effects[fault.name];
    const call = { protocol, service, fault, request, handle, faults };
    return effect === undefined ? handle(request) : effect(call);
  };
};
