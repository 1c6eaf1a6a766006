// Asks the running service to admit a file that the command line names.
import { CliError, Exit } from '../../errors.js';
import { admitPath } from '../process/control-paths.js';
import type { ServiceFile } from '../process/service-file.js';
import { askControl, controlFailed, type ControlAnswer } from './control.js';

const refusal = ({ code, message }: ControlAnswer['body']): CliError =>
  new CliError(code === 'NotFound' ? Exit.notFound : Exit.usage, String(message), {
    code: String(code),
    hint: 'Give a recording: an audio or video file with sound.',
  });

const unanswered = (error: CliError): CliError =>
  new CliError(error.exitCode, error.message, {
    hint: error.hint ?? undefined,
    // Nothing was submitted.
    retryAfterMs: 0,
  });

/** Throws exit 2 for a file that is not media, 3 for one that is missing, 8 when the service does not answer. */
export const admitFile = async (service: ServiceFile, file: string): Promise<void> => {
  const request = { method: 'POST', path: admitPath, body: JSON.stringify({ file }) } as const;
  const { status, body } = await askControl(service, request).catch((error: unknown) => {
    throw error instanceof CliError ? unanswered(error) : error;
  });
  if (status === 422) throw refusal(body);
  // A service of an earlier version has no such path: it reads what is below its roots.
  if (status !== 200 && status !== 404) throw unanswered(controlFailed(`status ${status}`));
};
