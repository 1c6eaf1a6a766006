// Credentials from a program of the user's choice, which prints them as JSON.
import { parseArgv } from '../../argv.js';
import type { Fields } from '../../json.js';
import { textOf } from '../store/config.js';
import { timeOf } from './remote.js';
import { isRelative } from './command-words.js';
import { printedFields, runProgram } from './run-program.js';
import { noCredentials, wholePair, type CredentialRequest } from './source.js';

const example = '{"AccessKeyId":"…","AccessKeySecret":"…","SecurityToken":"…"}';

const plain = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([k, v]) => [k.replaceAll('_', '').toLowerCase(), v]),
  );

/** Field names are those of the aliyun command's External mode, of STS or of Tencent Cloud. Throws exit 4 with the reason. */
export const credentials = async ({ name, profile, world }: CredentialRequest) => {
  const [program, ...rest] = parseArgv(profile.settings['command'] ?? '') ?? [];
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
  const printed = await runProgram([program, ...rest], world);
  const fields = plain(printedFields(printed, program, example));
  return wholePair(
    `the command ${program}`,
    ['AccessKeyId', textOf(fields['accesskeyid']) ?? textOf(fields['secretid'])],
    ['AccessKeySecret', textOf(fields['accesskeysecret']) ?? textOf(fields['secretkey'])],
    textOf(fields['securitytoken']) ?? textOf(fields['ststoken']) ?? textOf(fields['token']),
    timeOf(fields['expiration']) ?? timeOf(fields['expiredtime']),
  );
};
