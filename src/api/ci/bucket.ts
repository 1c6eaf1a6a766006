// Where things are: the bucket's hosts, and the ways a user may name an object or a recording.
import { usageError } from '../../errors.js';
import type { Connection } from '../provider.js';

export interface CosObject {
  readonly bucket: string;
  readonly key: string;
}

/** A profile's place in the cloud, checked. */
export interface Place {
  readonly bucket: string;
  readonly region: string;
  /** Origin of the CI service for this bucket: `https://bucket-appid.ci.region.myqcloud.com`, or the profile's endpoint. */
  readonly ci: string;
  /** `asr_jobs`, or `jobs` for the newer interface. */
  readonly api: 'asr_jobs' | 'jobs';
  /** The profile names an endpoint of its own. */
  readonly own: boolean;
  readonly local: boolean;
}

// Bucket naming, https://www.tencentcloud.com/document/product/436/13312: lower-case letters, digits and hyphens, then the APPID.
const bucketName = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?-\d{6,12}$/;
const regionName = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;

const apiOf = (name: string | undefined): Place['api'] => {
  if (name === undefined || name === 'asr_jobs') return 'asr_jobs';
  if (name === 'jobs') return 'jobs';
  throw usageError(`jobsApi is "${name}"`, 'It may be asr_jobs or jobs.');
};

const endpointOf = (endpoint: string): string => {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw usageError(
    'The endpoint is not an http or https address',
    'Write it as https://host[:port].',
  );
};

/** What a profile's settings say about where its bucket is. Throws exit 2 naming the flag that is missing. */
export const placeOf = (connection: Connection): Place => {
  const { profile, region, endpoint } = connection;
  const bucket = connection.settings['bucket'];
  if (bucket === undefined || !bucketName.test(bucket)) {
    const message = bucket === undefined ? 'has no bucket' : `names the bucket "${bucket}"`;
    throw usageError(
      `Profile "${profile}" ${message}`,
      `Set ASRCTL_BUCKET=name-appid, or keep it: asrctl profile add ${profile} --force --provider ci --bucket name-appid`,
    );
  }
  if (region === null || !regionName.test(region)) {
    throw usageError(
      `Profile "${profile}" has no usable region`,
      'Name it with --region, such as ap-chongqing.',
    );
  }
  const own = endpoint === null ? null : endpointOf(endpoint);
  const api = apiOf(connection.settings['jobsApi']);
  return {
    bucket,
    region,
    ci: own ?? `https://${bucket}.ci.${region}.myqcloud.com`,
    api,
    own: own !== null,
    local: connection.local,
  };
};

/** Where a bucket's objects are: its COS host, or under the profile's endpoint by path. */
export const cosOrigin = (bucket: string, place: Place): string =>
  place.own ? `${place.ci}/${bucket}` : `https://${bucket}.cos.${place.region}.myqcloud.com`;

/** `cos://bucket-appid/key`, the key taken literally. Throws exit 2. */
export const parseCosUri = (uri: string): CosObject => {
  const [, bucket = '', key = ''] = /^cos:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (!bucketName.test(bucket) || key === '' || key.endsWith('/')) {
    throw usageError(`"${uri}" does not name an object`, 'Write it as cos://bucket-appid/key.');
  }
  return { bucket, key };
};

/** An object's address as users type it. */
export const cosUri = (bucket: string | null, key: string): string =>
  bucket === null ? key : `cos://${bucket}/${key.replace(/^\/+/, '')}`;

/** A percent-encoded path as people read it; left alone where it is not well-formed. */
export const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** The object behind an https address of this very bucket, or null: private buckets are not readable by address. */
export const ownObject = (url: URL, place: Place): string | null => {
  const host = `${place.bucket}.cos.${place.region}.myqcloud.com`;
  if (url.hostname !== host || url.search !== '' || url.pathname === '/') return null;
  return decoded(url.pathname.slice(1));
};
