// A fault in asrctl asks for the output of --verbose: its trace must lead to the place in the source.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/run.js';
import { ensureBuilt, launcher, projectRoot, runProgram } from '../support/spawn.js';

beforeAll(ensureBuilt);

test('the trace of a fault names functions, and lines that a person can read', async () => {
  const folder = await temporaryFolder();
  const fault = join(folder, 'fault.cjs');
  await writeFile(fault, "Array.prototype.toSorted = () => { throw new Error('made up'); };");
  const argv = ['--require', fault, launcher, 'schema', '--verbose'];
  const { code, stderr } = await runProgram(process.execPath, argv);
  await rm(folder, { recursive: true, force: true });
  expect(code).toBe(1);
  const [, name, file = '', line] = /^ +at (\w+) \((.*\/dist\/.*):(\d+):\d+\)$/m.exec(stderr) ?? [];
  expect(name).toBe('readSchemas');
  const lines = (await readFile(file, 'utf8')).split('\n');
  expect(lines[Number(line) - 1]).toMatch(/^\t.*readdir\(folder\)\)\.toSorted\(\);$/);
  // The nearest marker above it is the source file.
  const source = lines.slice(0, Number(line)).findLast((one) => one.startsWith('// src/'));
  expect(source).toBe('// src/commands/schema.ts');
  expect(await readFile(join(projectRoot, 'src/commands/schema.ts'), 'utf8')).toContain(
    `const ${name} = `,
  );
});
