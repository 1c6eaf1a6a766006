// Fetching an output file by the presigned address that the service gave. No message holds the
// address's query: it is a signature.
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CliError, Exit } from '../../../errors.js';
import { HttpFault } from '../../http/http-fault.js';
import { exchangeHttp } from '../../http/exchange.js';
import type { CallOptions, Tools } from '../../provider.js';

const timeoutMs = 120_000;
const connectTimeoutMs = 20_000;

const tooLarge = (limitBytes: number): CliError =>
  new CliError(Exit.error, `The output file is larger than ${limitBytes} bytes`, {
    code: 'too_large',
    hint: 'Subtitle files are smaller: look at the outputs of the job.',
  });

interface Place {
  readonly env: Tools['env'];
  /** True for the local service, which names files of this machine. */
  readonly local: boolean;
}

/** The service hands out http addresses; its own hosts answer https as well. */
const addressOf = (address: string, local: boolean): URL => {
  const url = URL.canParse(address) ? new URL(address) : null;
  // A cloud's answer must not make us read files of this machine.
  const allowed = local ? /^(?:https?|file):$/ : /^https?:$/;
  if (url === null || !allowed.test(url.protocol))
    throw new CliError(Exit.error, 'The job names an output that is not an http address', {
      hint: 'Download it from the bucket with a tool of the storage service.',
    });
  if (url.protocol === 'http:' && url.hostname.endsWith('.aliyuncs.com')) url.protocol = 'https:';
  return url;
};

const readLocal = async (url: URL, limitBytes: number): Promise<Uint8Array> => {
  const path = fileURLToPath(url);
  const info = await stat(path).catch(() => null);
  if (info === null)
    throw new CliError(Exit.notFound, 'The output file of the job no longer exists', {
      code: 'file_not_found',
      hint: 'Submit the job again.',
    });
  if (info.size > limitBytes) throw tooLarge(limitBytes);
  return readFile(path);
};

const refusal = (host: string, status: number): CliError =>
  status === 403 || status === 401
    ? new CliError(Exit.auth, `${host} refused the download with status ${status}`, {
        hint: 'A presigned address expires after about an hour. Run it again: each run gets a new one.',
      })
    : new CliError(
        status === 404 ? Exit.notFound : Exit.unavailable,
        `${host} answered the download with status ${status}.`,
        { hint: 'Look at the outputs of the job.' },
      );

/**
 * The bytes behind a presigned http(s) address, or a file:// address of the local service. Throws
 * CliError: 1 too large or no address, 3 gone, 4 refused or expired, 8 not reachable.
 */
export const download = async (
  address: string,
  limitBytes: number,
  { signal }: CallOptions,
  { env, local }: Place,
): Promise<Uint8Array> => {
  const url = addressOf(address, local);
  if (url.protocol === 'file:') return readLocal(url, limitBytes);
  const limits = { timeoutMs, connectTimeoutMs, limitBytes };
  try {
    const answer = await exchangeHttp({ method: 'GET', url, headers: {}, ...limits, signal, env });
    if (answer.status === 200) return answer.body;
    throw refusal(url.host, answer.status);
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    if (error.code === 'too_large') throw tooLarge(limitBytes);
    throw new CliError(Exit.unavailable, `Cannot download from ${url.host}: ${error.message}`, {
      hint: 'Check the network and run it again.',
    });
  }
};
