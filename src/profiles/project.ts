// `.asrctl.json`: settings that go with a folder. It may come with somebody else's repository, so it can hold only
// settings that send nothing elsewhere and run nothing.
import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { usageError } from '../errors.js';
import { isTrusted, type User } from '../folders.js';
import { parseFields, requireKnownVersion, textOf } from './store/config.js';
import { readTrusted } from './trusted-file.js';

/** All that a project file may hold; each value is a text. */
const keys = ['profile', 'region', 'language', 'style', 'format', 'output', 'dictionary'] as const;

/** Keys whose value is a path inside the project's folder. */
const paths: ReadonlySet<string> = new Set(['output', 'dictionary']);

export type ProjectSettings = Readonly<Record<(typeof keys)[number], string | null>>;

export interface Project extends ProjectSettings {
  readonly file: string;
}

export interface ProjectWorld {
  readonly cwd: string;
  readonly home: string;
  readonly processes: User;
  readonly tools: { notice(line: string): void };
}

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

const valid = `A project file can hold ${keys.join(', ')}, each with a text as value. Everything else belongs in a profile or the environment.`;

const valueOf = (file: string, key: string, value: unknown): string | null => {
  if (value === undefined) return null;
  const text = textOf(value);
  if (text === null) throw usageError(`${file}: the value of "${key}" is not a text`, valid);
  if (!paths.has(key)) return text;
  const path = resolve(dirname(file), text);
  if (isInside(dirname(file), path)) return path;
  throw usageError(
    `${file}: "${key}" is outside of the project: ${text}`,
    'Name a path inside the folder of the project file.',
  );
};

const parse = (text: string, file: string): Project => {
  const { schemaVersion, ...fields } = parseFields(text, file);
  requireKnownVersion({ schemaVersion }, file);
  const unknown = Object.keys(fields).find((name) => !keys.some((key) => key === name));
  if (unknown !== undefined) throw usageError(`${file} has an unknown key: "${unknown}"`, valid);
  const values = Object.fromEntries(keys.map((key) => [key, valueOf(file, key, fields[key])]));
  return { ...(values as ProjectSettings), file };
};

/**
 * The folders to look in, from `cwd` up to the root of the repository or the home folder. Outside of both only
 * `cwd` itself: a folder above it may belong to anybody.
 */
const foldersFrom = (cwd: string, home: string): readonly string[] => {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === home || existsSync(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [cwd];
  }
};

/** Why a file is not obeyed, or null. */
const distrust = (file: string, user: User): string | null => {
  const [own, folder] = [statSync(file), statSync(dirname(file))];
  if (own.uid !== user.uid && own.uid !== 0 && user.uid !== null)
    return 'it belongs to another user';
  if (!isTrusted(own, user)) return 'other users can change it';
  return isTrusted(folder, user) ? null : 'other users can change its folder';
};

/**
 * The nearest project file, or null. One that other users control is ignored with a notice. Throws exit 2 for a
 * broken one and for keys that it may not hold.
 */
export const findProject = ({ cwd, home, processes, tools }: ProjectWorld): Project | null => {
  for (const folder of foldersFrom(cwd, home)) {
    const file = join(folder, '.asrctl.json');
    if (!existsSync(file)) continue;
    const reason = distrust(file, processes);
    if (reason !== null) {
      tools.notice(`Ignored ${file}: ${reason}.`);
      return null;
    }
    const text = readTrusted(file, processes);
    if (text !== null) return parse(text, file);
  }
  return null;
};
