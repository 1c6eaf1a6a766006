// Recordings for IMS lie in OSS; they are uploaded with OSS's official client, ali-oss, which names, signs
// and reads the requests. Measured with 6.23.0 on Node 20: it bundles whole (690 KB), loads in about 90 ms,
// needs no install script. Its own HTTP layer knows neither an abort signal nor a CONNECT proxy and writes
// addresses to the console when an answer comes early, so ours stands in its place (option `urllib`).
import type OSS from 'ali-oss';
import { CliError, usageError } from '../../../errors.js';
import { exchangeHttp } from '../../http/exchange.js';
import { HttpFault } from '../../http/http-fault.js';
import type { Connection, Credentials, Tools } from '../../provider.js';
import type { BucketClient, UploadedPart, Storage } from '../../storage/storage.js';
import { storageOf } from '../../storage/bucket-storage.js';
import { ossError } from './errors.js';

/** A part of 8 MiB passes within the time at 70 KB/s; answers are small, lists of parts the largest. */
const limits = { timeoutMs: 120_000, connectTimeoutMs: 10_000, limitBytes: 8 * 1024 * 1024 };

/**
 * `https://oss-<region>[-internal].aliyuncs.com`. Only an endpoint on this machine is taken for OSS as
 * well: a private IMS endpoint holds no objects.
 */
export const ossEndpoint = ({ endpoint, region, settings, profile }: Connection): URL => {
  const own = endpoint === null ? null : new URL(endpoint);
  if (own !== null && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(own.hostname)) return own;
  if (region === null || !/^[a-z0-9-]+$/.test(region)) {
    throw usageError(`Profile ${profile} has no region to upload in`, 'Give --region.');
  }
  const internal = settings['vpc'] === 'true' ? '-internal' : '';
  return new URL(`https://oss-${region}${internal}.aliyuncs.com`);
};

const bucketOf = ({ settings, profile }: Connection, asked: string | null): string => {
  const bucket = asked ?? settings['bucket'];
  if (bucket !== undefined && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) return bucket;
  throw usageError(
    bucket === undefined
      ? `Profile ${profile} names no bucket to upload to`
      : `"${bucket}" is not the name of a bucket`,
    `Give --upload-bucket NAME, or keep it: asrctl profile add ${profile} --bucket NAME --force`,
  );
};

type Client = typeof OSS;
type Transport = NonNullable<ConstructorParameters<Client>[0]['urllib']>;

const load = async (): Promise<Client> => (await import('ali-oss')).default;

const optionsFor = (keys: Credentials, bucket: string, endpoint: URL) => {
  const pair = {
    accessKeyId: keys.accessKeyId,
    accessKeySecret: keys.accessKeySecret.reveal(),
  };
  const stsToken = keys.securityToken?.reveal();
  // Without a way to refresh the client writes a warning to the console; ours would give the same token.
  const sts =
    stsToken === undefined
      ? {}
      : {
          stsToken,
          refreshSTSToken: () => Promise.resolve({ ...pair, stsToken }),
          refreshSTSTokenInterval: Number.MAX_SAFE_INTEGER,
        };
  // A bare address has no names for buckets in front of it: there the bucket stands in the path.
  const sldEnable = !endpoint.hostname.endsWith('.aliyuncs.com');
  return { ...pair, ...sts, bucket, endpoint: endpoint.origin, sldEnable };
};

/** The client's HTTP layer over ours; `lost` is told why no answer came, since the client forgets it. */
const transportFor = (
  tools: Tools,
  signal: AbortSignal,
  lost: (fault: HttpFault) => void,
): Transport => ({
  async request(address, { method, headers, content, stream }) {
    const body = stream === undefined ? content : await readWhole(stream);
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    try {
      const request = { method, url: new URL(address), body, signal, env: tools.env, ...limits };
      const answer = await exchangeHttp({ ...request, headers: Object.fromEntries(texts) });
      const { status, headers: told } = answer;
      return { status, headers: told, data: answer.body, res: { headers: told } };
    } catch (error) {
      if (error instanceof HttpFault) lost(error);
      throw error;
    }
  },
});

const readWhole = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};

interface Session {
  readonly bucket: string;
  readonly endpoint: URL;
  readonly call: <T>(
    action: string,
    signal: AbortSignal,
    work: (client: OSS) => Promise<T>,
  ) => Promise<T>;
}

const openSession = async (
  connection: Connection,
  tools: Tools,
  asked: string | null,
): Promise<Session> => {
  const keys = await connection.credentials();
  const bucket = bucketOf(connection, asked);
  const endpoint = ossEndpoint(connection);
  const Client = await load();
  const options = optionsFor(keys, bucket, endpoint);
  const { host } = endpoint;
  const { profile } = connection;
  return {
    bucket,
    endpoint,
    call: async (action, signal, work) => {
      signal.throwIfAborted();
      const circumstances = { action, host, bucket, profile, origin: keys.origin };
      let fault: HttpFault | null = null;
      const urllib = transportFor(tools, signal, (one) => (fault = one));
      try {
        return await work(new Client({ ...options, urllib }));
      } catch (error) {
        signal.throwIfAborted();
        throw ossError(fault ?? error, circumstances);
      } finally {
        tools.trace(`${action} at ${host}`);
      }
    },
  };
};

/** One part comes as an object, several as an array. */
const partsIn = (parts: unknown): UploadedPart[] =>
  (Array.isArray(parts) ? parts : [parts]).map((part: unknown) => {
    const { PartNumber, ETag, Size } = part as Readonly<Record<string, string>>;
    return { number: Number(PartNumber), etag: String(ETag), bytes: Number(Size) };
  });

const listParts = async (client: OSS, key: string, uploadId: string): Promise<UploadedPart[]> => {
  const found: UploadedPart[] = [];
  for (let marker = '0'; ;) {
    const query = { 'max-parts': 1000, 'part-number-marker': marker };
    const page = await client.listParts(key, uploadId, query);
    found.push(...partsIn(page.parts));
    if (page.isTruncated !== 'true') return found;
    marker = page.nextPartNumberMarker;
  }
};

const orNull = async <T>(work: Promise<T>, code: string): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CliError && error.code === code) return null;
    throw error;
  }
};

const checksumHeader = 'x-oss-hash-crc64ecma';

const bucketClient = ({ bucket, endpoint, call }: Session): BucketClient => ({
  bucket: `oss:${bucket}@${endpoint.hostname}`,
  address: (key) => `oss://${bucket}/${key}`,
  async head(key, signal) {
    const answer = await orNull(
      call('HeadObject', signal, (client) => client.head(key)),
      'NoSuchKey',
    );
    if (answer === null) return null;
    const { headers } = answer.res;
    const bytes = Number(headers['content-length'] ?? Number.NaN);
    return { bytes, checksum: headers[checksumHeader] ?? null };
  },
  async put(key, { path }, signal) {
    const { res } = await call('PutObject', signal, (client) => client.put(key, path));
    return res.headers[checksumHeader] ?? null;
  },
  async begin(key, signal) {
    const begun = await call('PutObject', signal, (client) => client.initMultipartUpload(key));
    return begun.uploadId;
  },
  async putPart(key, uploadId, number, { path, from, to }, signal) {
    const send = (client: OSS) => client.uploadPart(key, uploadId, number, path, from, to);
    return (await call('PutObject', signal, send)).etag;
  },
  parts: (key, uploadId, signal) =>
    orNull(
      call('ListParts', signal, (client) => listParts(client, key, uploadId)),
      'NoSuchUpload',
    ),
  async complete(key, uploadId, parts, signal) {
    const list = parts.map(({ number, etag }) => ({ number, etag }));
    const finish = (client: OSS) => client.completeMultipartUpload(key, uploadId, list);
    const { res } = await call('PutObject', signal, finish);
    return res.headers[checksumHeader] ?? null;
  },
  async remove(key, signal) {
    await orNull(
      call('DeleteObject', signal, (client) => client.delete(key)),
      'NoSuchKey',
    );
  },
});

/** The bucket for a connection's uploads; loads the client and asks for credentials. Throws exit 2 when none is named. */
export const ossStorage = async (
  connection: Connection,
  tools: Tools,
  bucket: string | null,
): Promise<Storage> => storageOf(bucketClient(await openSession(connection, tools, bucket)), tools);
