// Every text file of the project, for rules that hold for all of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
const madeElsewhere = new Set(['.git', 'node_modules', 'dist', 'coverage']);

/** Every file of the project, by its path below the root; without git, which need not be installed. */
const filesBelow = (folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !madeElsewhere.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });

export const files = filesBelow();

/** Lines of all text files in these folders (all where none are given) that match. */
export const linesWith = (pattern: RegExp, folders: readonly string[] = ['']): string[] =>
  files
    .filter((name) => folders.some((folder) => name.startsWith(folder)))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${name}:${i + 1}: ${line}`] : [])),
    );
