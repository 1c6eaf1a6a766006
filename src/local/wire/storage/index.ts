// The storage that the clouds' own clients upload to: the parts of OSS and COS that uploads use, on one
// folder. Only the service's own bucket exists, and nothing is larger than 10 GiB.
import { randomBytes } from 'node:crypto';
import type { Keys, Service, WireAnswer, WireProtocol, WireRequest } from '../wire.js';
import { claimsCos, cos, cosName, verifyCos } from './cos.js';
import { faultOf, StorageFault, xmlAnswer, type Dialect } from './dialect.js';
import { objectsOf, type ObjectName, type Objects } from './objects.js';
import { operationOf } from './operations.js';
import { claimsOss, oss, ossName, verifyOss } from './oss.js';
import { partsOf, type Parts } from './parts.js';
import { queryOf } from './query.js';

/** Larger than any recording, smaller than a disk; one PUT in the clouds takes 5 GiB. */
const maxObjectBytes = 10 * 1024 ** 3;
const maxPartBytes = 5 * 1024 ** 3;

interface StorageProtocol {
  readonly dialect: Dialect;
  readonly nameOf: (request: WireRequest, keys: Keys) => ObjectName;
  readonly verify: (
    request: WireRequest,
    name: ObjectName,
    query: ReadonlyMap<string, string>,
    service: Service,
  ) => void;
}

const ossProtocol: StorageProtocol = {
  dialect: oss,
  nameOf: ({ path }, keys) => ossName(path, keys),
  verify: (request, name, query, service) =>
    verifyOss(request, name, query, service.keys, service.now()),
};

const cosProtocol: StorageProtocol = {
  dialect: cos,
  nameOf: cosName,
  verify: (request, _name, query, service) =>
    verifyCos(request, query, service.keys, service.now()),
};

interface Stores {
  readonly objects: Objects;
  readonly parts: Parts;
}

/** Checks the signature and the bucket, then runs the operation. Throws for whatever is refused. */
const answerTo = async (
  request: WireRequest,
  { dialect, nameOf, verify }: StorageProtocol,
  { objects, parts }: Stores,
  service: Service,
): Promise<WireAnswer> => {
  const query = queryOf(request.query);
  const name = nameOf(request, service.keys);
  verify(request, name, query, service);
  service.authenticated();
  if (name.bucket !== service.keys.bucket) {
    throw new StorageFault(404, 'NoSuchBucket', 'The specified bucket does not exist.');
  }
  const operation = operationOf(request.method, name, query);
  if (operation === null) {
    throw new StorageFault(501, 'NotImplemented', 'This service does not implement that.');
  }
  return operation({ request, name, query, dialect, objects, parts, service });
};

/** The answer for a refused request; an unknown error is logged, and its text is not sent. */
const refusalOf = (
  error: unknown,
  path: string,
  requestId: string,
  { errorExtra }: Dialect,
  service: Service,
): WireAnswer => {
  const known = faultOf(error);
  if (known === null) {
    service.log(`storage: ${error instanceof Error ? error.message : String(error)}`);
  }
  const fault = known ?? new StorageFault(500, 'InternalError', 'See the log of the service.');
  return xmlAnswer(fault.status, [
    'Error',
    [
      ['Code', fault.code],
      ['Message', fault.message],
      ['RequestId', requestId],
      ...errorExtra(requestId, service.authority, path),
    ],
  ]);
};

const handlerFor = (service: Service, protocol: StorageProtocol) => {
  const { dialect } = protocol;
  const objects = objectsOf(service.media, maxObjectBytes);
  const stores = { objects, parts: partsOf(objects, maxPartBytes) };
  return async (request: WireRequest): Promise<WireAnswer> => {
    const requestId = randomBytes(12).toString('hex').toUpperCase();
    const given = await answerTo(request, protocol, stores, service).catch((error: unknown) =>
      refusalOf(error, request.path, requestId, dialect, service),
    );
    return { ...given, headers: { ...given.headers, [`${dialect.prefix}-request-id`]: requestId } };
  };
};

/** Claims every request with one of OSS's signatures, whatever its path. */
export const ossStorage: WireProtocol = {
  name: 'storage',
  claims: claimsOss,
  open: (service) => handlerFor(service, ossProtocol),
};

/** Claims every request with Tencent's signature: comes after the jobs, which share it. */
export const cosStorage: WireProtocol = {
  name: 'storage',
  claims: claimsCos,
  open: (service) => handlerFor(service, cosProtocol),
};
