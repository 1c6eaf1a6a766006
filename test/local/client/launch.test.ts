// The background process as it is started: its arguments, environment and folder.
import { readFileSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launch } from '../../../src/local/client/launch.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { defaultOptions } from '../../../src/local/process/start-options.js';
import { freshDir, until } from '../support.js';

let dir: string;
beforeEach(async () => {
  dir = await freshDir();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

interface Seen {
  readonly argv: string[];
  readonly input: string;
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** Launches a program that writes down what it was given. */
const launched = async (env: Record<string, string> = {}): Promise<Seen> => {
  const out = join(dir, 'seen.json');
  const script = join(dir, 'script.cjs');
  await writeFile(
    script,
    `const fs = require('node:fs');
     const { argv, env } = process;
     const seen = { argv, input: fs.readFileSync(0, 'utf8'), env, cwd: process.cwd() };
     fs.writeFileSync(${JSON.stringify(out)}, JSON.stringify(seen));`,
  );
  const paths = localPaths(join(dir, 'state'));
  const options = { ...defaultOptions, command: ['engine', '--key', 'secret'] as const };
  const command = [process.execPath, script] as const;
  const child = launch({ paths, env: { PATH: '/bin', ...env }, command }, options);
  await until(
    () => child.exitCode(),
    (code) => code !== null,
  );
  expect(child.exitCode()).toBe(0);
  // The options file is gone before the process reads it.
  expect(readdirSync(paths.dir)).toEqual(['service.log']);
  return JSON.parse(readFileSync(out, 'utf8')) as Seen;
};

it('gets its options on standard input: a key in an engine command is in no argument list', async () => {
  const { argv, input, cwd } = await launched();
  expect(argv.join(' ')).not.toContain('secret');
  expect(JSON.parse(input)).toMatchObject({ command: ['engine', '--key', 'secret'] });
  expect(cwd).toBe(localPaths(join(dir, 'state')).dir);
});

it('gets no keys of the clouds', async () => {
  const { env } = await launched({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret', LANG: 'C' });
  expect(env).toEqual({ PATH: '/bin', LANG: 'C' });
});
