import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asrctl, temporaryFolder } from '../support/run.js';
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

let home = '';
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const run = (argv: readonly string[], env: Record<string, string> = {}) =>
  asrctl(['completion', ...argv], { home, env });

const places = [
  ['bash', '.local/share/bash-completion/completions/asrctl', 'asrctl.bash'],
  ['zsh', '.zfunc/_asrctl', '_asrctl'],
  ['fish', '.config/fish/completions/asrctl.fish', 'asrctl.fish'],
] as const;

test.each(places)(
  '%s: --install writes the script, twice is once, --uninstall removes it',
  async (shell, path, script) => {
    const file = join(home, path);
    const text = readFileSync(join(projectRoot, 'completions', script), 'utf8');
    const first = await run(['--install'], { SHELL: `/usr/bin/${shell}` });
    expect(first).toMatchObject({ code: 0, stdout: `${file}\n` });
    expect(first.stderr).toContain(`Completion for ${shell} is installed.`);
    expect(readFileSync(file, 'utf8')).toBe(text);
    writeFileSync(file, text.slice(0, 400));
    expect(await run([shell, '--install'])).toMatchObject({ code: 0, stdout: `${file}\n` });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await run([shell, '--uninstall'])).toMatchObject({ code: 0, stdout: `${file}\n` });
    expect(existsSync(file)).toBe(false);
    const again = await run([shell, '--uninstall']);
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toContain('is not installed');
  },
);

test('the start-up line of zsh is named as long as .zshrc does not have it', async () => {
  const line = `Add this line to ${join(home, '.zshrc')}: fpath=('${join(home, '.zfunc')}' $fpath); autoload -Uz compinit && compinit`;
  expect((await run(['zsh', '--install'])).stderr).toContain(line);
  writeFileSync(join(home, '.zshrc'), line.slice(line.indexOf('fpath')));
  expect((await run(['zsh', '--install'])).stderr).not.toContain('Add this line');
});

test('a file of another origin stays as it is', async () => {
  const file = join(home, places[1][1]);
  mkdirSync(join(home, '.zfunc'));
  writeFileSync(file, '#compdef asrctl\n# my own\n');
  for (const flag of ['--install', '--uninstall']) {
    expect(await run(['zsh', flag])).toMatchObject({ code: 9, stdout: '' });
  }
  expect(readFileSync(file, 'utf8')).toContain('my own');
});

test('a link is not followed, neither that of the file nor that of a folder out of the home', async () => {
  const elsewhere = await temporaryFolder();
  try {
    const target = join(elsewhere, 'theirs');
    writeFileSync(target, 'theirs');
    mkdirSync(join(home, '.zfunc'));
    symlinkSync(target, join(home, '.zfunc', '_asrctl'));
    expect(await run(['zsh', '--install'])).toMatchObject({ code: 4, stdout: '' });
    expect(readFileSync(target, 'utf8')).toBe('theirs');
    rmSync(join(home, '.zfunc'), { recursive: true });
    symlinkSync(elsewhere, join(home, '.zfunc'));
    const outside = await run(['zsh', '--install']);
    expect(outside).toMatchObject({ code: 4, stdout: '' });
    expect(outside.stderr).toContain('outside of the home');
    expect(existsSync(join(elsewhere, '_asrctl'))).toBe(false);
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
});

test('PowerShell gets its line printed; an unknown shell has to be named', async () => {
  const power = await run(['powershell', '--install']);
  expect(power).toMatchObject({ code: 2, stdout: '' });
  expect(power.stderr).toContain('asrctl completion powershell | Out-String | Invoke-Expression');
  const csh = await run(['--install'], { SHELL: '/bin/csh' });
  expect(csh).toMatchObject({
    code: 2,
    stderr:
      'asrctl: There is no completion for csh\nName the shell: asrctl completion bash --install\n',
  });
  expect((await run([])).stderr).toBe(
    'asrctl: completion needs <shell>\nUse one of: bash, zsh, fish, powershell.\n',
  );
  expect((await run(['bash', '--install', '--uninstall'])).code).toBe(2);
});

test('the script is readable, and its folders are of the usual mode', async () => {
  await run(['fish', '--install']);
  expect(statSync(join(home, places[2][1])).mode & 0o444).not.toBe(0);
});
