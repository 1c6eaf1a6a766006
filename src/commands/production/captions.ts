// The subtitle files of CaptionExtraction, read from the bucket by their presigned addresses.
import { join, resolve } from 'node:path';
import type { ProductionApi } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import { isSentence, type ProductionJob } from '../../jobs/production.js';
import { hintCommand } from '../views/hint-command.js';
import { isFolder, refuseOverwrite } from '../outputs/output-path.js';

/** A subtitle file of ten hours is about 2 MB; a larger file is not one. */
const limitBytes = 20 * 1024 * 1024;

export interface File {
  /** Absolute, or null for stdout. */
  readonly path: string | null;
  readonly text: string;
}

/** Ids come from the command line or the service; a file name keeps only these characters. */
export const safeId = (id: string): string => id.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 64);

/** Only a known extension of the server's file name is used, never its path. */
const extensionOf = (address: string): string =>
  /\.(srt|vtt|ass|ssa|txt|json)$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? 'srt';

const textOf = (app: App, { id }: ProductionJob, bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliError(Exit.error, 'The output file is not UTF-8 text', {
      code: 'not_text',
      hint: `Download it by its address: ${hintCommand(app, 'production', 'get', id)}`,
    });
  }
};

const nothingWritten = (job: ProductionJob): CliError => {
  const why = job.outputFiles.filter(isSentence).join(' ') || job.error?.message;
  return new CliError(Exit.jobFailed, `The job wrote no subtitle file${why ? `: ${why}` : ''}`, {
    code: 'nothing_written',
    hint: 'Check that the output bucket is in the region of the job.',
  });
};

/** One path for each file of the job, in its order; null is stdout. */
const captionPaths = async (
  app: App,
  job: ProductionJob,
  outputs: readonly string[],
): Promise<(string | null)[]> => {
  const { outputUrls } = job;
  if (outputUrls.length === 0) throw nothingWritten(job);
  const single = outputUrls.length === 1;
  const [output = '-', ...more] = outputs;
  if (output === '-' && single && more.length === 0) return [null];
  const path = resolve(app.cwd, output);
  const folder = output !== '-' && (/[\\/]$/.test(output) || (await isFolder(path)));
  if (!outputs.includes('-') && !folder && outputs.length === outputUrls.length)
    return outputs.map((one) => resolve(app.cwd, one));
  if (folder && more.length === 0)
    return outputUrls.map(({ url }, i) =>
      join(path, `${safeId(job.id)}${single ? '' : `-${i + 1}`}.${extensionOf(url)}`),
    );
  const count = `${outputUrls.length} file${single ? '' : 's'}`;
  throw usageError(`The job wrote ${count}`, 'Name a folder for them: -o FOLDER/, or one -o each.');
};

/**
 * Downloads the files of a CaptionExtraction job, each with its path. Throws exit 1 for a file that is not
 * text or too large, 2 for several files without a folder, 5 if the job wrote nothing, 9 before any download
 * if a file exists.
 */
export const captionFiles = async (
  app: App,
  api: ProductionApi,
  job: ProductionJob,
  outputs: readonly string[],
  force: boolean,
): Promise<File[]> => {
  const paths = await captionPaths(app, job, outputs);
  refuseOverwrite(
    paths.map((path) => ({ path })),
    force,
  );
  const files: File[] = [];
  for (const [i, { url }] of job.outputUrls.entries()) {
    const bytes = await api.download(url, limitBytes, { signal: app.signal });
    files.push({ path: paths[i] ?? null, text: textOf(app, job, bytes) });
  }
  return files;
};
