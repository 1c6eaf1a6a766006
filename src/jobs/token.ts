// The mark a submit carries, so that its job can be found again when the answer was lost.
// Neither service has a client token (ims.md 3.4, ci.md 5): UserData is what both keep and list.
import { randomBytes } from 'node:crypto';

/** The key in UserData. Short: IMS documents 512 bytes for smart jobs, CI 1,024 printable characters. */
const key = 'asrctl';
const shape = /^[0-9a-f]{24}$/;

/** 96 random bits in hex: unique without asking anybody. */
export const newToken = (): string => randomBytes(12).toString('hex');

const asObject = (userData: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(userData);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};

/** User data that holds nothing else, as in most rows of a list. */
const alone = /^\{"asrctl":"([0-9a-f]{24})"\}$/;
/** A suffix for user data that is no JSON object: CI allows any printable text there. */
const suffix = / ?\{"asrctl":"([0-9a-f]{24})"\}$/;

/**
 * UserData with the token in it. The user's own JSON object keeps its text, digit for digit: the
 * token goes in as the first member. Other text gets it as a suffix.
 */
export const addToken = (userData: string | null, token: string): string => {
  const mark = `"${key}":"${token}"`;
  const own = userData?.trim() ?? '';
  if (own === '') return `{${mark}}`;
  if (asObject(own) === null) return `${own} {${mark}}`;
  const rest = own.slice(1).trimStart();
  return rest.startsWith('}') ? `{${mark}}` : `{${mark},${rest}`;
};

/** User data with a member of that name: it would hide the token. */
export const hidesToken = (userData: string | null): boolean =>
  userData !== null && Object.hasOwn(asObject(userData) ?? {}, key);

export interface Taken {
  /** What the user gave; null when there was nothing but the token. */
  readonly userData: string | null;
  readonly token: string | null;
}

/** The reverse of `addToken`; text without a token of ours comes back as it is. */
export const takeToken = (userData: string | null): Taken => {
  if (userData === null) return { userData, token: null };
  const only = alone.exec(userData);
  if (only) return { userData: null, token: only[1] ?? null };
  const token = asObject(userData)?.[key];
  if (typeof token === 'string' && shape.test(token)) {
    const rest = userData.replace(new RegExp(`"${key}"\\s*:\\s*"${token}"\\s*,?\\s*`), '');
    const bare = rest.trim().replace(/,\s*\}$/, '}');
    return { userData: /^\{\s*\}$/.test(bare) ? null : bare, token };
  }
  const match = suffix.exec(userData);
  if (!match) return { userData, token: null };
  return { userData: userData.slice(0, match.index) || null, token: match[1] ?? null };
};
