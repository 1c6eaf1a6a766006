// `.asrctl.json`: settings that go with a folder, found in it or above it. Never credentials.
import { dirname, join } from 'node:path';
import { usageError } from '../errors.js';
import { parseFields, settingsOf, textOf } from './config.js';
import { endpointOf, requireOwnHost } from './endpoint.js';
import { readIfThere } from './store.js';

export interface Project {
  readonly file: string;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly settings: Readonly<Record<string, string>>;
}

const forbidden = /secret|token|password|access_?key|^keys$|^source$|^command$/i;

const parse = (text: string, file: string): Project => {
  const fields = parseFields(text, file);
  const nested = settingsOf(fields['settings']);
  const wrong = [...Object.keys(fields), ...Object.keys(nested)].find((name) =>
    forbidden.test(name),
  );
  if (wrong !== undefined)
    throw usageError(
      `${file} must not hold "${wrong}"`,
      'Project files are shared: credentials belong into a profile (`asrctl profile add`).',
    );
  const endpoint = textOf(fields['endpoint']);
  return {
    file,
    region: textOf(fields['region']),
    endpoint: endpoint === null ? null : requireOwnHost(endpointOf(endpoint, file), file),
    settings: { ...settingsOf(fields), ...nested },
  };
};

/** The nearest project file from `cwd` upwards, or null. Throws exit 2 for a broken one, or one with credentials in it. */
export const findProject = async (cwd: string): Promise<Project | null> => {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, '.asrctl.json');
    const text = await readIfThere(file);
    if (text !== null) return parse(text, file);
    if (dirname(folder) === folder) return null;
  }
};
