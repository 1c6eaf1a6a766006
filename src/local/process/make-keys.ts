// The identities of a new service: random texts.
import { randomBytes } from 'node:crypto';
import type { Keys } from '../wire/wire.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

// 62 does not divide 256: bytes above the last multiple are left out, so that every letter is equally likely.
const randomText = (length: number): string => {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
};

export const makeControlToken = (): string => randomText(43);

/** New keys in the form of the two clouds: `LTAI…` with 30 characters, `AKID…` with 32. */
export const makeKeys = (): Keys => ({
  accessKeyId: `LTAI5t${randomText(18)}`,
  accessKeySecret: randomText(30),
  securityToken: `CAIS${randomText(60)}`,
  secretId: `AKID${randomText(32)}`,
  secretKey: randomText(32),
  bucket: 'local-1250000000',
  region: 'ap-chongqing',
});
