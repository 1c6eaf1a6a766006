// The expiry of a presigned URL, from its query parameters.

const compact = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

const isoOf = (ms: number): string | null =>
  Number.isFinite(ms) && Math.abs(ms) < 8.64e15
    ? new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
    : null;

const signedAt = (value: string | null): number => {
  const found = compact.exec(value ?? '');
  if (found === null) return Number.NaN;
  const [, year, month, day, hours, minutes, seconds] = found;
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
};

/**
 * The expiry of an OSS URL's signature as UTC `YYYY-MM-DDTHH:MM:SSZ`, or null when the URL has none. Signature
 * version 1: `Expires` is an epoch in seconds. Version 4: `x-oss-expires` seconds after `x-oss-date`. Source: the
 * OSS pages "Add signatures to URLs".
 */
export const expiryOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const values = new Map(
    [...new URL(address).searchParams].map(([name, value]) => [name.toLowerCase(), value]),
  );
  const epoch = values.get('expires') ?? '';
  if (/^\d{9,11}$/.test(epoch)) return isoOf(Number(epoch) * 1000);
  const seconds = values.get('x-oss-expires') ?? '';
  if (!/^\d{1,9}$/.test(seconds)) return null;
  return isoOf(signedAt(values.get('x-oss-date') ?? null) + Number(seconds) * 1000);
};

const secretNames =
  /sign|^sig$|token|credential|accesskey|secret|password|^auth|expires|^key$|^q-ak$|policy/i;

/** An address without its query, where that holds a signature or something like it; any other text as it is. */
export const withoutSignature = (address: string): string => {
  if (!/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(address) || !URL.canParse(address)) return address;
  const names = [...new URL(address).searchParams.keys()];
  if (!names.some((name) => secretNames.test(name))) return address;
  return address.slice(0, address.indexOf('?'));
};

/** Whether a text holds an address with a signature, in JSON also within a text of its own. */
export const holdsSignature = (text: string): boolean =>
  (text.match(/[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'\\<>]+/gi) ?? []).some(
    (address) => withoutSignature(address) !== address,
  );
