// The service's own paths: health and proof for anybody, status and faults for whoever has the token of
// service.json, which only this user can read. They are no wire protocol.
import type { FaultInjection, Handler } from '../faults/apply.js';
import { controlFaults } from '../faults/control.js';
import type { JobProgress } from '../../jobs/job.js';
import { controlProgress } from '../jobs/job-progress.js';
import type { Service, WireAnswer, WireRequest } from '../wire/wire.js';
import { ownPid } from '../programs/this-process.js';
import { constantTimeEqual } from './constant-time-equal.js';
import { json, refused } from './control-answers.js';
import { controlAdmit, type Look } from '../media/admit.js';
import type { Grants } from '../media/grants.js';
import {
  admitPath,
  faultsPath,
  healthPath,
  progressPath,
  prunePath,
  statusPath,
} from './control-paths.js';
import { isNonce, proofOf, proofPath } from './proof.js';
import type { StartOptions } from './start-options.js';

export interface ServiceStatus {
  /** Null when none is installed. */
  readonly engine: string | null;
  /** Why this engine, or what is missing. */
  readonly reason: string;
  /** What it was started with. */
  readonly options: StartOptions;
  /** How many jobs run and wait. */
  readonly running: number;
  readonly waiting: number;
}

export interface OwnRoutes {
  readonly status: () => Promise<ServiceStatus>;
  /** Deletes jobs that ended longer ago than this; returns how many. */
  readonly prune: (olderThanMs: number) => number;
  /** Null for a job that has ended, or is not there. */
  readonly progressOf: (id: string) => JobProgress | null;
  /** Files that may be submitted, and what probes them first. */
  readonly grants: Grants;
  readonly look: () => Promise<Look | null>;
  readonly faults: FaultInjection;
  readonly controlToken: string;
}

const healthy: WireAnswer = { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok' };

const hasToken = ({ headers }: WireRequest, token: string): boolean =>
  constantTimeEqual(headers['authorization']?.[0] ?? '', `Bearer ${token}`);

const prove = ({ query }: WireRequest, { keys, authority }: Service): WireAnswer => {
  const nonce = new URLSearchParams(query).get('nonce') ?? '';
  if (!isNonce(nonce)) return refused(400, 'the nonce is not 32 to 64 hexadecimal digits');
  const port = Number(new URL(`http://${authority}`).port);
  const challenge = { nonce, pid: ownPid, port };
  return json(200, { pid: ownPid, proof: proofOf(keys.accessKeySecret, challenge) });
};

const prune = (request: WireRequest, routes: OwnRoutes): WireAnswer => {
  const text = new URLSearchParams(request.query).get('olderThanMs') ?? '';
  if (request.method !== 'POST') return refused(405, 'no such method');
  if (!/^\d{1,15}$/.test(text)) return refused(400, 'olderThanMs is not a number');
  return json(200, { removed: routes.prune(Number(text)) });
};

type Controlled = (request: WireRequest, routes: OwnRoutes) => Promise<WireAnswer> | WireAnswer;

/** These need the control token. */
const controlledPaths: ReadonlyMap<string, Controlled> = new Map<string, Controlled>([
  [statusPath, async (_, { status }) => json(200, await status())],
  [faultsPath, (request, { faults }) => controlFaults(request, faults.activeFaults)],
  [progressPath, (request, { progressOf }) => controlProgress(request, progressOf)],
  [admitPath, (request, { grants, look }) => controlAdmit(request, grants, look)],
  [prunePath, prune],
]);

/** Only under the service's own names: a web page whose name leads here (DNS rebinding) gets nothing. */
export const ownRoutes =
  (routes: OwnRoutes) =>
  (service: Service): Handler => {
    const { port } = new URL(`http://${service.authority}`);
    const names = new Set([service.authority, `localhost:${port}`]);
    return async (request) => {
      const { path, headers } = request;
      if (!names.has(headers['host']?.[0] ?? ''))
        return refused(403, 'the Host header is not a name of this service');
      if (path === healthPath) return healthy;
      if (path === proofPath) return prove(request, service);
      const controlled = controlledPaths.get(path);
      if (controlled === undefined) return refused(404, 'no such path');
      if (!hasToken(request, routes.controlToken))
        return refused(401, 'the control token is missing or wrong');
      service.authenticated();
      return controlled(request, routes);
    };
  };
