// Admits one file that a command line of this user names: a regular file, and media that can be decoded. It is
// refused here at once, not after its time in the queue.
import { access, constants, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { JobFault } from '../jobs/job.js';
import { fieldsIn, json, refused } from '../process/control-answers.js';
import type { WireAnswer, WireRequest } from '../wire/wire.js';
import { audioProblem } from './decode-reasons.js';
import { safeFormats } from './demuxers.js';
import type { Grants } from './grants.js';
import { probe, type Run } from './probe.js';

/** A path of 4096 bytes (PATH_MAX on Linux), escaped. */
const bodyLimitBytes = 32_768;

/** The programs that probe a file; null when nothing is decoded, or they are not installed. */
export interface Look {
  readonly run: Run;
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

const fault = (code: string, message: string): JobFault => ({ code, message });

/** Null for media with an audio stream. */
const problemOf = async (file: string, bytes: number, look: Look): Promise<string | null> => {
  const formats = await safeFormats(look.run, look.ffmpeg);
  return audioProblem(bytes, await probe(look.run, look.ffprobe, formats, file));
};

/** The real path of a file that may be submitted, or why it may not. */
export const admissible = async (
  file: string,
  look: Look | null,
): Promise<{ readonly path: string } | JobFault> => {
  const path = isAbsolute(file) ? await realpath(file).catch(() => null) : null;
  const info = path === null ? null : await stat(path).catch(() => null);
  if (path === null || info === null) return fault('NotFound', `No such file: ${file}`);
  if (!info.isFile()) return fault('InvalidMedia.NotAFile', `Not a regular file: ${file}`);
  const unreadable = await access(path, constants.R_OK).then(
    () => false,
    () => true,
  );
  if (unreadable) return fault('InvalidMedia.Unreadable', `The service may not read ${file}`);
  const problem = look === null ? null : await problemOf(path, info.size, look);
  return problem === null
    ? { path }
    : fault('InvalidMedia.Unreadable', `Cannot transcribe ${file}: ${problem}`);
};

/** `POST {"file": "/absolute/path"}`: 200 when the file may be submitted now, 422 with code and message when not. */
export const controlAdmit = async (
  request: WireRequest,
  grants: Grants,
  look: () => Promise<Look | null>,
): Promise<WireAnswer> => {
  if (request.method !== 'POST') return refused(405, 'no such method');
  const file = (await fieldsIn(request, bodyLimitBytes))?.['file'];
  if (typeof file !== 'string') return refused(400, 'the body is not {"file": "…"}');
  const found = await admissible(file, await look());
  if ('code' in found) return json(422, found);
  grants.add(found.path);
  return json(200, {});
};
