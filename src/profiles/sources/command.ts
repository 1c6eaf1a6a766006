// Credentials from a program of the user's choice, which prints them as JSON.
import { delimiter, isAbsolute, resolve } from 'node:path';
import { parseArgv } from '../../argv.js';
import { isFields, type Fields } from '../../json.js';
import { textOf } from '../store/config.js';
import type { Env, ProfilesWorld } from '../world.js';
import { noCredentials, wholePair, type Source } from './source.js';

const limitMs = 60_000;

/** True for `./keys` and `bin/keys`, but not for a bare name. */
const isRelative = (program: string): boolean => /[/\\]/.test(program) && !isAbsolute(program);

/** The same command with an absolute path for a relative one; a bare name is looked up in PATH when it runs. */
export const absoluteCommand = (typed: string, cwd: string): string => {
  const [program = '', ...rest] = parseArgv(typed) ?? [];
  return isRelative(program) ? JSON.stringify([resolve(cwd, program), ...rest]) : typed;
};

/** Absolute folders of PATH only: the current folder must not decide which program gets to print keys. */
const safeEnv = (env: Env): Env => {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return { ...env, PATH: folders.join(delimiter) };
};

const run = async (argv: readonly string[], world: ProfilesWorld): Promise<string> => {
  const { execFile } = await import('node:child_process');
  return new Promise((done, reject) => {
    const [program = '', ...rest] = argv;
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

const plain = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([k, v]) => [k.replaceAll('_', '').toLowerCase(), v]),
  );

const read = (stdout: string, program: string): Fields => {
  try {
    const value = JSON.parse(stdout) as unknown;
    if (isFields(value)) return plain(value);
  } catch {
    // The output may contain secrets: the error quotes nothing of it.
  }
  throw noCredentials(
    `The credential command ${program} printed no JSON object`,
    'It must print {"AccessKeyId":"…","AccessKeySecret":"…","SecurityToken":"…"}.',
  );
};

/** A program that prints keys, with the names of the aliyun CLI's External mode, of STS or of Tencent Cloud. */
export const command: Source = {
  name: 'command',
  summary: 'a program that prints keys as JSON (--command)',
  provider: null,
  async credentials({ name, profile, world }) {
    const argv = parseArgv(profile.settings['command'] ?? '') ?? [];
    const [program] = argv;
    if (program === undefined)
      throw noCredentials(
        `Profile ${name} has no credential command`,
        `Give one: asrctl profile add ${name} --force --command …`,
      );
    if (isRelative(program))
      throw noCredentials(
        `Profile ${name} names its credential command by a relative path: ${program}`,
        `Give the whole path: asrctl profile add ${name} --force --command …`,
      );
    const fields = read(await run(argv, world), program);
    return wholePair(
      `the command ${program}`,
      ['AccessKeyId', textOf(fields['accesskeyid']) ?? textOf(fields['secretid'])],
      ['AccessKeySecret', textOf(fields['accesskeysecret']) ?? textOf(fields['secretkey'])],
      textOf(fields['securitytoken']) ?? textOf(fields['ststoken']) ?? textOf(fields['token']),
    );
  },
};
