import { isFields, type Fields } from '../../json.js';
import { textOf } from '../config.js';
import type { ProfilesWorld } from '../world.js';
import { noCredentials, wholePair, type Source } from './source.js';

const limitMs = 60_000;

/** `["prog","arg"]` as JSON, or words with blanks between them. No shell ever sees it. */
const argvOf = (typed: string): readonly string[] => {
  if (!typed.trim().startsWith('[')) return typed.trim().split(/\s+/);
  try {
    const list = JSON.parse(typed) as unknown;
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
};

const run = async (argv: readonly string[], world: ProfilesWorld): Promise<string> => {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const [program = '', ...rest] = argv;
    const options = { timeout: limitMs, signal: world.signal, cwd: world.cwd, env: world.env };
    execFile(program, rest, options, (error, stdout) => {
      if (error === null) return resolve(stdout);
      if (world.signal.aborted) return reject(world.signal.reason as Error);
      const { code } = error as { code?: string | number | null };
      reject(
        noCredentials(
          `The credential command ${program} failed (${String(code ?? 'timeout')})`,
          'Run it by hand; it must print a JSON object and end with 0 within a minute.',
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
    // The output may hold secrets: nothing of it goes into the error.
  }
  throw noCredentials(
    `The credential command ${program} printed no JSON object`,
    'It must print {"AccessKeyId":"…","AccessKeySecret":"…","SecurityToken":"…"}.',
  );
};

/** A program that prints keys, spelt as the aliyun CLI's External mode, the STS answers, or Tencent's have them. */
export const command: Source = {
  name: 'command',
  summary: 'a program that prints keys as JSON (--command)',
  provider: null,
  async credentials({ name, profile, world }) {
    const argv = argvOf(profile.settings['command'] ?? '');
    const [program] = argv;
    if (program === undefined || program === '')
      throw noCredentials(
        `Profile ${name} names no credential command`,
        `Run \`asrctl profile add ${name} --force --source command --command …\`.`,
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
