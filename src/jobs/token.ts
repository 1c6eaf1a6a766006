// The token of a submit. It finds the job again when the response is lost. Neither service has a client token,
// so the token is part of UserData, which both services store and list.
import { randomBytes } from 'node:crypto';

/** The key in UserData. Short: IMS documents 512 bytes for smart jobs, CI 1,024 printable characters. */
const key = 'asrctl';
/** The token as a member of a JSON object, with the comma after it. */
const memberPattern = /"asrctl"\s*:\s*"([0-9a-f]{24})"\s*,?\s*/g;
const tokenPattern = /^[0-9a-f]{24}$/;

/** 96 random bits in hex. */
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

/** User data without anything else, as in most rows of a list. */
const tokenOnly = /^\{"asrctl":"([0-9a-f]{24})"\}$/;
/** A suffix for user data that is not a JSON object: CI allows any printable text. */
const suffix = / ?\{"asrctl":"([0-9a-f]{24})"\}$/;

/**
 * UserData with the token. A JSON object of the user keeps its text exactly: the token becomes the first member.
 * Other text gets the token as a suffix.
 */
export const addToken = (userData: string | null, token: string): string => {
  const member = `"${key}":"${token}"`;
  const own = userData?.trim() ?? '';
  if (own === '') return `{${member}}`;
  if (asObject(own) === null) return `${own} {${member}}`;
  const rest = own.slice(1).trimStart();
  return rest.startsWith('}') ? `{${member}}` : `{${member},${rest}`;
};

/** True for user data with a member of the same name, which would hide the token. */
export const hidesToken = (userData: string | null): boolean =>
  userData !== null && Object.hasOwn(asObject(userData) ?? {}, key);

export interface UserDataParts {
  /** The user data without the token; null when there was only the token. */
  readonly userData: string | null;
  readonly token: string | null;
}

/** The reverse of `addToken`. Text without a token is returned unchanged. */
export const takeToken = (userData: string | null): UserDataParts => {
  if (userData === null) return { userData, token: null };
  const only = tokenOnly.exec(userData);
  if (only) return { userData: null, token: only[1] ?? null };
  const token = asObject(userData)?.[key];
  if (typeof token === 'string' && tokenPattern.test(token)) {
    const rest = userData.replace(memberPattern, (member, own) => (own === token ? '' : member));
    const bare = rest.trim().replace(/,\s*\}$/, '}');
    return { userData: /^\{\s*\}$/.test(bare) ? null : bare, token };
  }
  const match = suffix.exec(userData);
  if (!match) return { userData, token: null };
  return { userData: userData.slice(0, match.index) || null, token: match[1] ?? null };
};
