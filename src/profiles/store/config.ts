// The shape of config.json, and what it takes to trust one. Pure.
import type { ProviderName } from '../../jobs/job.js';
import { CliError, Exit, usageError } from '../../errors.js';
import { isFields, type Fields } from '../../json.js';
import { jsonFault } from '../../json-fault.js';

export interface StoredKeys {
  readonly id: string;
  readonly secret: string;
  readonly token: string | null;
}

export interface StoredProfile {
  readonly provider: ProviderName;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly source: string;
  /** Of source `stored` only. */
  readonly keys: StoredKeys | null;
}

export interface Config {
  readonly default: string | null;
  readonly profiles: Readonly<Record<string, StoredProfile>>;
}

export const emptyConfig: Config = { default: null, profiles: {} };

/** A text that is not empty, or null. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** The entries of an object that are texts; booleans and numbers become their texts, the rest is left out. */
export const settingsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isFields(value) ? value : {}).flatMap(([name, v]) =>
      typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean'
        ? [[name, String(v)]]
        : [],
    ),
  );

const keysOf = (value: unknown): StoredKeys | null => {
  if (!isFields(value)) return null;
  const [id, secret] = [textOf(value['id']), textOf(value['secret'])];
  return id === null || secret === null ? null : { id, secret, token: textOf(value['token']) };
};

const profileOf = (value: unknown, known: readonly ProviderName[]): StoredProfile | null => {
  const provider = isFields(value) ? textOf(value['provider']) : null;
  return isFields(value) && provider !== null && known.includes(provider)
    ? {
        provider,
        region: textOf(value['region']),
        endpoint: textOf(value['endpoint']),
        settings: settingsOf(value['settings']),
        source: textOf(value['source']) ?? 'stored',
        keys: keysOf(value['keys']),
      }
    : null;
};

const parsed = (text: string, file: string): unknown => {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw usageError(
      `${file} is not valid JSON: ${jsonFault(json)}`,
      'Correct this place in an editor.',
    );
  }
};

/** JSON text as fields. Throws exit 2 naming file, line and column, and never the text: it may hold secrets. */
export const parseFields = (text: string, file: string): Fields => {
  const value = parsed(text, file);
  if (isFields(value)) return value;
  const kind = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
  throw usageError(`${file} holds ${kind} where an object is needed`, 'Write { "key": "value" }.');
};

/** The version of config.json and of project files that this program writes and reads. */
export const configVersion = 1;

/** Throws exit 2 for the file of a newer version: its settings may mean something else. */
export const requireKnownVersion = ({ schemaVersion }: Fields, file: string): void => {
  if (schemaVersion === undefined || schemaVersion === configVersion) return;
  const isNewer = typeof schemaVersion === 'number' && schemaVersion > configVersion;
  throw usageError(
    isNewer
      ? `${file} has schemaVersion ${schemaVersion}; this asrctl reads version ${configVersion}`
      : `${file}: "schemaVersion" is not ${configVersion}`,
    isNewer ? 'Update asrctl: npm install --global asrctl@latest' : 'Correct it, or remove it.',
  );
};

/** config.json as a Config. Throws exit 2 for a broken file, or a profile of a service that is not in `known`. */
export const parseConfig = (text: string, file: string, known: readonly ProviderName[]): Config => {
  const fields = parseFields(text, file);
  requireKnownVersion(fields, file);
  const listed = isFields(fields['profiles']) ? fields['profiles'] : {};
  const profiles = Object.entries(listed).map(([name, value]) => {
    const profile = profileOf(value, known);
    if (profile === null)
      throw new CliError(Exit.usage, `Profile ${name} in ${file} has an unknown service`, {
        hint: 'Remove it from the file, or use the version of asrctl that wrote it.',
      });
    return [name, profile] as const;
  });
  return { default: textOf(fields['default']), profiles: Object.fromEntries(profiles) };
};
