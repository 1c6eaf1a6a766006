// What may be submitted, in the spelling that SubmitASRJob documents:
// `oss://bucket.oss-region.aliyuncs.com/key`, or the 32 hex digits of a media id.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageError } from '../../errors.js';
import type { Tools } from '../connection.js';

export interface MediaScope {
  readonly region: string | null;
  /** The local service reads file:// and plain oss://bucket/key itself. */
  readonly local: boolean;
}

export interface InputFile {
  readonly inputFile: string;
  /** What looks wrong but is sent all the same. */
  readonly notice: string | null;
}

/** bucket, region of a public or internal OSS host, such as `media.oss-cn-shanghai-internal.aliyuncs.com`. */
const ossHost =
  /^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/i;

const decoded = (key: string): string => {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
};

const regionNotice = (region: string, asked: string | null): string | null =>
  asked === null || asked === region
    ? null
    : `The object lies in ${region} but the job goes to ${asked}: IMS reads objects of its own region only.`;

const ofHost = (host: string, key: string, scope: MediaScope): InputFile | null => {
  const [, bucket, region] = ossHost.exec(host) ?? [];
  if (bucket === undefined || region === undefined) return null;
  if (key === '')
    throw usageError(`No object key in oss://${host}/`, 'Name a file inside the bucket.');
  return {
    inputFile: `oss://${bucket}.oss-${region}.aliyuncs.com/${key}`,
    notice: regionNotice(region, scope.region),
  };
};

const ofOss = (media: string, scope: MediaScope): InputFile => {
  const [, host = '', key = ''] = /^oss:\/\/([^/]*)\/?(.*)$/is.exec(media) ?? [];
  if (scope.local) return { inputFile: media, notice: null };
  const found = ofHost(host, key, scope);
  if (found !== null) return found;
  if (host === '' || key === '')
    throw usageError(`Not an OSS object: ${media}`, 'Write oss://bucket/key.');
  if (scope.region === null)
    throw usageError(
      `No region to find the bucket ${host} in`,
      'Give --region, or name the bucket with its host.',
    );
  return { inputFile: `oss://${host}.oss-${scope.region}.aliyuncs.com/${key}`, notice: null };
};

/** An OSS address loses its query: IMS reads the object by right of the account, and a query may be a signature. */
const ofWeb = (media: string, scope: MediaScope): InputFile => {
  const url = new URL(media);
  const found = ofHost(url.host, decoded(url.pathname.slice(1)), scope);
  if (found !== null) return found;
  const notice = scope.local
    ? null
    : `${url.host} is not a known OSS host; IMS reads OSS objects and media ids only.`;
  return { inputFile: media, notice };
};

/**
 * The InputFile for what was typed. A local file must be an absolute path: on the local service it
 * becomes a file:// URL, in the cloud it is refused. Throws usage errors (exit 2).
 */
export const inputFileOf = (
  media: string,
  scope: MediaScope,
  command: Tools['command'] = (...words) => ['asrctl', ...words].join(' '),
): InputFile => {
  if (isAbsolute(media)) {
    if (scope.local) return { inputFile: pathToFileURL(media).href, notice: null };
    throw usageError(
      `${media} is a local file, and IMS reads from OSS only`,
      `Upload and transcribe it: ${command('transcribe', media)}`,
    );
  }
  if (/^oss:\/\//i.test(media)) return ofOss(media, scope);
  if (/^https?:\/\//i.test(media) && URL.canParse(media)) return ofWeb(media, scope);
  if (/^[0-9a-f]{32}$/i.test(media) || (scope.local && media.startsWith('file://')))
    return { inputFile: media, notice: null };
  throw usageError(
    `IMS does not accept this media: ${media}`,
    'Give oss://bucket/key, an OSS https address, a 32-digit media id or a local file.',
  );
};
