// A wire protocol: one folder here and one line in index.ts. It reads requests, checks their
// signatures, and writes jobs in its own format; everything else is common to all protocols.
import type { Jobs, Protocol } from '../jobs/job.js';
import type { Media } from '../media/media.js';

/** Lower-case names; values in the order they came. */
export type WireHeaders = Readonly<Record<string, readonly string[] | undefined>>;

export interface WireRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. Starts with `/`. */
  readonly path: string;
  /** As sent, still percent-encoded, without the `?`; empty where there is none. */
  readonly query: string;
  readonly headers: WireHeaders;
  /** All of the body, de-chunked. Throws BodyTooLarge above the limit. Read it once. */
  body(limitBytes: number): Promise<Buffer>;
  /** The same, piece by piece, for uploads. */
  stream(): AsyncIterable<Buffer>;
}

export interface WireAnswer {
  readonly status: number;
  /** `Content-Length` is added; `Date` and `Connection` come from the server. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** The identities the service accepts: random, its own, in service.json. */
export interface Keys {
  /** IMS: accessKeyId and accessKeySecret, alone or with securityToken as an STS triple. */
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  /** Tencent CI and COS. */
  readonly secretId: string;
  readonly secretKey: string;
  /** The bucket and region that exist here: `local-1250000000`, `ap-chongqing`. */
  readonly bucket: string;
  readonly region: string;
}

export interface Service {
  readonly jobs: Jobs;
  readonly keys: Keys;
  readonly media: Media;
  /** `127.0.0.1:port`, as clients reach it. */
  readonly authority: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The name of the engine that jobs run on, or null when none is installed. */
  engine(): Promise<string | null>;
  /** Called when the signature of a request is valid: only such requests delay the idle stop. */
  authenticated(): void;
  /** True when the nonce is new; it counts as used from then on. */
  readonly useNonce: (nonce: string, nowMs: number) => boolean;
  /** One line in the service's log; never a secret, never a query string. */
  log(line: string): void;
}

export interface WireProtocol {
  /** A protocol of jobs, or the storage beside them. */
  readonly name: Protocol | 'storage';
  /** True when the request is in this protocol, judged by its head. Called in the order of the registry. */
  claims(request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>): boolean;
  /** Called once per service, so that a protocol can keep state. Its handler never throws for a client's mistake. */
  open(service: Service): (request: WireRequest) => Promise<WireAnswer>;
}

/** The error of every protocol for a submit without an engine. */
export const engineMissing = 'No speech engine is installed. Run: asrctl local setup';
