import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asrctl } from '../support/run.js';
import { projectRoot } from '../support/spawn.js';

test.each([
  ['bash', 'asrctl.bash'],
  ['zsh', '_asrctl'],
  ['fish', 'asrctl.fish'],
  ['powershell', 'asrctl.ps1'],
])('%s', async (shell, file) => {
  expect(await asrctl(['completion', shell])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: readFileSync(join(projectRoot, 'completions', file), 'utf8'),
  });
});

test('a shell we do not know is a usage error that names those we do', async () => {
  const result = await asrctl(['completion', 'csh']);
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('bash, zsh, fish, powershell');
  expect(result.stderr).toContain('<shell> cannot be "csh"');
});
