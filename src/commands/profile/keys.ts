// Access keys, read from stdin or typed at a prompt; never taken from a flag.
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { NewProfile } from '../../profiles/profiles.js';

export type Keys = NonNullable<NewProfile['keys']>;

/** Two or three lines: id, secret, token. Empty lines at the end do not count. */
export const keysFromStdin = async (app: App): Promise<Keys> => {
  const lines = (await app.io.stdin.text()).split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  const [id, secret, token] = lines;
  if (id === undefined || secret === undefined || lines.length > 3)
    throw usageError(
      `Stdin has ${lines.length} lines instead of two or three`,
      'Write the key id, the secret and, for temporary keys, the token, one per line.',
    );
  app.secrets.add(secret);
  if (token !== undefined) app.secrets.add(token);
  return { id, secret, token: token ?? null };
};

/**
 * Asks on the terminal. An empty id, or no terminal, keeps the stored keys of the masked id `kept`: null. Throws exit 2
 * where there are neither keys nor a terminal.
 */
export const keysFromPrompt = async (app: App, kept: string | null): Promise<Keys | null> => {
  if (!app.io.canPrompt && kept !== null) return null;
  if (!app.io.canPrompt)
    throw usageError(
      'No keys were given, and there is no terminal to ask for them',
      'Give them with --stdin, or name their source with --source.',
    );
  const ask = async (question: string, hidden: boolean): Promise<string> =>
    (await app.io.prompt(question, { hidden })).trim();
  const id = await ask(
    kept === null ? 'Access key id: ' : `Access key id (empty: keep ${kept}): `,
    false,
  );
  if (id === '' && kept !== null) return null;
  const secret = await ask('Access key secret (not shown): ', true);
  const token = await ask('Security token (not shown; empty if none): ', true);
  app.secrets.add(secret);
  app.secrets.add(token);
  return { id, secret, token: token === '' ? null : token };
};
