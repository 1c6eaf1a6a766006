// docs/credentials.md has every source and every mode, and its refusals are words of the program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { providers } from '../../src/api/index.js';
import { modeNames } from '../../src/profiles/sources/alibaba/modes.js';
import { typeNames } from '../../src/profiles/sources/alibaba/ini-file.js';
import { sourcesFor } from '../../src/profiles/sources/index.js';
import { sources as files } from '../house/source.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/credentials.md'), 'utf8');
const rows = page
  .slice(page.indexOf('## Sources'), page.indexOf('## Variables'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const code = files
  .filter(({ name }) => name.startsWith('profiles/'))
  .map(({ text }) => text)
  .join('\n');
const wordsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');

test('every source has a row, and no row names another', () => {
  const documented = new Set(rows.map(([, source = '']) => wordsIn(source)[0]));
  expect(documented).toEqual(new Set(sourcesFor(providers).map(({ name }) => name)));
});

test('every mode of the aliyun command and every type of the shared file has a row', () => {
  const modes = (source: string) =>
    rows
      .filter((cells) => cells[1] === `\`${source}\`` && cells[3] !== 'never')
      .map(([, , mode = '']) => mode.toLowerCase());
  expect(new Set(modes('aliyun-cli'))).toEqual(new Set(modeNames));
  expect(new Set(modes('ini'))).toEqual(new Set(typeNames));
});

test('the words of a refusal are in the program, and the test is there', () => {
  const parts = (refusals: string): string[] =>
    wordsIn(refusals)
      .flatMap((phrase) => phrase.split('…'))
      .map((part) => part.trim().replace(/ at$| \($|^\)$/, ''));
  const unknown = rows.flatMap(([, , , , refusals = '']) =>
    parts(refusals).filter((part) => !code.includes(part)),
  );
  expect(unknown).toEqual([]);
  for (const cells of rows) {
    const [file = ''] = wordsIn(cells[5] ?? '');
    expect(readFileSync(join(import.meta.dirname, file), 'utf8')).toContain('expect(');
  }
});
