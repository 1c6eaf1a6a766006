// The bucket of a profile, its hosts, and the addresses of objects.
import { usageError } from '../../errors.js';
import type { Connection } from '../provider.js';

export interface CosObject {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket of a profile and how to reach it, checked. */
export interface BucketRef {
  readonly bucket: string;
  /** A short name of the bucket in a tool's file, or null. */
  readonly alias: string | null;
  readonly region: string;
  /** Origin of the CI service for this bucket: `https://bucket-appid.ci.region.myqcloud.com`, or the profile's endpoint. */
  readonly origin: string;
  /** `asr_jobs`, or `jobs` for the newer interface. */
  readonly jobsApi: 'asr_jobs' | 'jobs';
  /** The profile sets an endpoint. */
  readonly hasEndpoint: boolean;
  readonly local: boolean;
}

// Bucket naming, https://www.tencentcloud.com/document/product/436/13312: lower-case letters, digits and hyphens, then the APPID.
const bucketName = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?-\d{6,12}$/;
const regionName = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;

const apiOf = (name: string | undefined): BucketRef['jobsApi'] => {
  if (name === undefined || name === 'asr_jobs') return 'asr_jobs';
  if (name === 'jobs') return 'jobs';
  throw usageError(`Invalid jobsApi "${name}"`, 'Use asr_jobs or jobs.');
};

const endpointOf = (endpoint: string): string => {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw usageError('The endpoint is not an http or https address', 'Write https://host[:port].');
};

/** The bucket that a profile's settings name. Throws exit 2 with the missing flag. */
export const bucketRefOf = (connection: Connection): BucketRef => {
  const { profile, region, endpoint } = connection;
  const bucket = connection.settings['bucket'];
  if (bucket === undefined || !bucketName.test(bucket)) {
    const message =
      bucket === undefined ? 'has no bucket' : `has an invalid bucket name: "${bucket}"`;
    throw usageError(
      `Profile "${profile}" ${message}`,
      `Set ASRCTL_BUCKET=name-appid, or store it: asrctl profile add ${profile} --force --provider ci --bucket name-appid`,
    );
  }
  if (region === null || !regionName.test(region)) {
    throw usageError(
      region === null
        ? `Profile "${profile}" has no region`
        : `Profile "${profile}" has an invalid region: ${JSON.stringify(region)}`,
      'Give --region, for example --region ap-chongqing.',
    );
  }
  const own = endpoint === null ? null : endpointOf(endpoint);
  return {
    bucket,
    alias: connection.settings['bucketAlias'] ?? null,
    region,
    origin: own ?? `https://${bucket}.ci.${region}.myqcloud.com`,
    jobsApi: apiOf(connection.settings['jobsApi']),
    hasEndpoint: own !== null,
    local: connection.local,
  };
};

/** The origin of a bucket's objects: its COS host, or the profile's endpoint with the bucket as first path segment. */
export const cosOrigin = (bucket: string, ref: BucketRef): string =>
  ref.hasEndpoint ? `${ref.origin}/${bucket}` : `https://${bucket}.cos.${ref.region}.myqcloud.com`;

/** `cos://bucket-appid/key` or, for the bucket of the profile, `cos://alias/key`; the key is taken literally. Throws exit 2. */
export const parseCosUri = (
  uri: string,
  own: Pick<BucketRef, 'bucket' | 'alias'> | null = null,
): CosObject => {
  const [, named = '', key = ''] = /^cos:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  const bucket = own !== null && named === own.alias ? own.bucket : named;
  if (!bucketName.test(bucket) || key === '' || key.endsWith('/')) {
    throw usageError(`Not a COS object: "${uri}"`, 'Write cos://bucket-appid/key.');
  }
  return { bucket, key };
};

/** The address of an object in the form that users type. */
export const cosUri = (bucket: string | null, key: string): string =>
  bucket === null ? key : `cos://${bucket}/${key.replace(/^\/+/, '')}`;

/** A percent-encoded path, decoded; unchanged when it is not well-formed. */
export const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** The object key of an https address in this bucket, or null. Private buckets cannot be read by address. */
export const ownObject = (url: URL, ref: BucketRef): string | null => {
  const host = `${ref.bucket}.cos.${ref.region}.myqcloud.com`;
  if (url.hostname !== host || url.search !== '' || url.pathname === '/') return null;
  return decoded(url.pathname.slice(1));
};
