// Text of a server, before anything of ours looks at it or prints it.

/** No message of a service is longer; a hostile one must not cost time in a pattern. */
const mostCharacters = 2_048;

/** The text within the bound that patterns may see. */
export const bounded = (text: string): string => text.slice(0, mostCharacters);

/** Without the secret, and without the part of it that a cut leaves at the end. */
const withoutSecret = (text: string, secret: string): string => {
  if (secret === '') return text;
  const whole = text.replaceAll(secret, '***');
  for (let length = Math.min(secret.length - 1, whole.length); length > 3; length -= 1)
    if (whole.endsWith(secret.slice(0, length))) return `${whole.slice(0, -length)}***`;
  return whole;
};

const struck = (text: string, secrets: readonly string[]): string =>
  secrets.reduce(withoutSecret, text);

/**
 * A message of a service without the string to sign that it may quote, without queries, signatures and
 * secrets; at most 500 characters.
 */
export const cleanMessage = (message: string, secrets: readonly string[]): string => {
  const text = struck(bounded(message), secrets)
    .replace(/[\s,.;:]{0,9}(?:server )?string to sign(?: is)?\s{0,9}:.*/is, '.')
    .replace(/\?[^\s"'<>]*/g, (query) => (query.includes('=') ? '' : query))
    .replace(/\b(?:Signature|AccessKeyId|SecurityToken|q-\w[\w-]{0,20})=[^\s&"']+/gi, '***');
  return text.trim().slice(0, 500);
};

/** A code or a request id without control characters and secrets; null when nothing is left. */
export const cleanId = (text: string | null, secrets: readonly string[]): string | null => {
  if (text === null) return null;
  const clean = struck(bounded(text).replaceAll(/[^\x21-\x7e]/g, ''), secrets).slice(0, 128);
  return clean === '' ? null : clean;
};
