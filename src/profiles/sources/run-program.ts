// A program of the user's choice that prints keys. No shell takes part.
import { delimiter, isAbsolute } from 'node:path';
import { isFields, type Fields } from '../../json.js';
import type { Env, ProfilesWorld } from '../world.js';
import { noCredentials } from './source.js';

const limitMs = 60_000;

/** Absolute folders of PATH only: the current folder must not decide which program prints keys. */
const safeEnv = (env: Env): Env => {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return { ...env, PATH: folders.join(delimiter) };
};

/** What the program prints. Throws exit 4 when it fails or takes longer than a minute. */
export const runProgram = async (
  argv: readonly [string, ...string[]],
  world: Pick<ProfilesWorld, 'signal' | 'cwd' | 'env'>,
): Promise<string> => {
  const { execFile } = await import('node:child_process');
  return new Promise((done, reject) => {
    const [program, ...rest] = argv;
    const options = {
      timeout: limitMs,
      signal: world.signal,
      cwd: world.cwd,
      env: safeEnv(world.env),
    };
    execFile(program, rest, options, (error, stdout) => {
      if (error === null) return done(stdout);
      if (world.signal.aborted) return reject(world.signal.reason as Error);
      const { code } = error as { code?: string | number | null };
      reject(
        noCredentials(
          `The credential command ${program} failed (${String(code ?? 'timeout')})`,
          'Run it by hand: it must print a JSON object and exit with 0 within a minute.',
        ),
      );
    });
  });
};

/** What a program printed, as fields. Throws exit 4 for anything but a JSON object. */
export const printedFields = (stdout: string, program: string, example: string): Fields => {
  try {
    const value = JSON.parse(stdout) as unknown;
    if (isFields(value)) return value;
  } catch {
    // The output may contain secrets: the error quotes nothing of it.
  }
  throw noCredentials(
    `The credential command ${program} printed no JSON object`,
    `It must print ${example}.`,
  );
};
