// Names of output files from a template: `{stem}.{lang}.{ext}`.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { usageError } from '../../errors.js';
import { safeBase } from '../inputs/stem.js';

const fields = ['stem', 'id', 'title', 'lang', 'style', 'ext'] as const;
type Field = (typeof fields)[number];

/** Null for what is not known. */
export type NameParts = Readonly<Record<Field, string | null>>;

const isField = (name: string): name is Field => fields.some((field) => field === name);
const placeholder = /\{([^{}]*)\}/g;

/** How to make a field known. */
const remedies: Partial<Record<Field, string>> = {
  lang: 'Give it with --language TAG, or leave {lang} out.',
  style: 'Give it with --style NAME, or leave {style} out.',
  id: 'Leave {id} out: only a job that exists has an id.',
  title: 'Leave {title} out.',
};

/** Throws exit 2 for a template with an unknown field or without any. */
export const checkTemplate = (template: string): void => {
  const names = [...template.matchAll(placeholder)].map(([, name = '']) => name);
  const wrong = names.find((name) => !isField(name));
  if (wrong === undefined && names.length > 0) return;
  throw usageError(
    wrong === undefined
      ? `--name "${template}" has no field: every file would get this name`
      : `--name "${template}" has an unknown field {${wrong}}`,
    `Fields: ${fields.map((field) => `{${field}}`).join(', ')}. For example: --name '{stem}.{lang}.{ext}'`,
  );
};

/** True if a template asks for this field. */
export const asksFor = (template: string, field: Field): boolean => template.includes(`{${field}}`);

/**
 * The path of a file below `folder`. A field is one safe part of a name, never a path; a template may name
 * folders below `folder`. Throws exit 2 for a field that is not known of `from`, and for a path that leaves
 * the folder.
 */
export const outputPath = (
  folder: string,
  template: string,
  parts: NameParts,
  from: string,
): string => {
  const name = template.replaceAll(placeholder, (_, field: Field) => {
    const value = parts[field];
    if (value !== null && value !== '') return safeBase(value, '');
    throw usageError(`--name needs {${field}}, which "${from}" does not have`, remedies[field]);
  });
  const path = resolve(folder, name);
  const way = relative(folder, path);
  const inside = way !== '' && !way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way);
  if (inside && !/[\\/]$/.test(name) && !/\p{Cc}/u.test(name)) return path;
  throw usageError(
    `--name "${template}" is not the name of a file below the output folder`,
    'Use -o FOLDER/ for another folder.',
  );
};
