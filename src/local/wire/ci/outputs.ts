// The result file of a job, in the service's own storage. It is written just before the first answer
// that shows the job as finished, so that a client that reads of success finds the file.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LocalJob, LocalResult, LocalSegment } from '../../jobs/job.js';
import type { Service } from '../wire.js';
import { flatText } from './result.js';
import type { CiRequest } from './submit-recognition.js';

const two = (value: number, width = 2): string => String(value).padStart(width, '0');

const srtTime = (ms: number): string => {
  const s = Math.floor(ms / 1000);
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)},${two(ms % 1000, 3)}`;
};

const srtBlock = ({ startMs, endMs, text }: LocalSegment, index: number): string =>
  `${index + 1}\n${srtTime(startMs)} --> ${srtTime(endMs)}\n${text}\n\n`;

const fileText = ({ segments }: LocalResult, type: string | undefined): string =>
  type === 'srt' ? segments.map(srtBlock).join('') : flatText(segments);

/** When the file was last written as a result; 0 where there is none. */
const writtenMs = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** Written as a whole and dated by the end of its job, so that an older job never replaces a newer result. */
const write = async (path: string, text: string, endMs: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await utimes(beside, endMs / 1000, endMs / 1000);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
};

export type Outputs = (job: LocalJob) => Promise<void>;

/** Writes a finished job's result file, once per job and run of the service. Never throws. */
export const outputsOf = (service: Service): Outputs => {
  const made = new Map<string, Promise<void>>();
  const make = async (job: LocalJob): Promise<void> => {
    const { output, parameters } = job.request as CiRequest;
    const endMs = job.finishedMs ?? 0;
    const path = service.media.stored(output.Bucket, output.Object.replace(/^\/+/, ''));
    if (output.Bucket !== service.keys.bucket || (await writtenMs(path)) >= endMs) return;
    const result = service.jobs.result(job.id);
    if (result === null) return;
    await write(path, fileText(result, parameters['OutputFileType']), endMs);
  };
  const logged = (job: LocalJob): Promise<void> =>
    make(job).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      service.log(`ci: no result file of job ${job.id}: ${why}`);
    });
  return async (job) => {
    if (job.state !== 'finished') return;
    const making = made.get(job.id) ?? logged(job);
    made.set(job.id, making);
    await making;
  };
};
