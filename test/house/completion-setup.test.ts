// The set-up lines of `asrctl completion --help`, each run as printed in a clean home by its shell: a new shell of that
// user then completes asrctl.
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asrctl, temporaryFolder } from '../support/run.js';
import { ensureBuilt, launcher, runProgram } from '../support/spawn.js';

/** The command of a shell in the help of `completion`, as a terminal of that width shows it. */
const lineFor = async (shell: string, columns: number): Promise<string> => {
  const { stdout } = await asrctl(['completion', '--help'], { columns });
  const part = stdout.slice(stdout.indexOf('Set up without'), stdout.indexOf('Examples:'));
  const commands = part.split(/\n {2}(?! )/);
  return commands.find((line) => line.includes(`asrctl completion ${shell}`)) ?? '';
};

/** How a new shell is asked whether it completes asrctl; each prints `yes`. */
const questions: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash', '-ic', 'complete -p asrctl >/dev/null && echo yes'],
  zsh: ['zsh', '-ic', '[[ -n ${_comps[asrctl]} ]] && echo yes'],
  fish: [
    'fish',
    '-c',
    'complete -C "asrctl transcri" | string match -q "transcribe*"; and echo yes',
  ],
};

/** What a command line and then a new shell print in a home with nothing in it but the program. */
const after = async (shell: string, line: string): Promise<string> => {
  await ensureBuilt();
  const home = await temporaryFolder();
  try {
    const bin = join(home, 'bin');
    await mkdir(bin);
    await writeFile(
      join(bin, 'asrctl'),
      `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`,
    );
    await chmod(join(bin, 'asrctl'), 0o755);
    const env = { HOME: home, PATH: `${bin}:${process.env['PATH']}`, SHELL: `/bin/${shell}` };
    const done = await runProgram(shell, ['-c', line], { cwd: home, env });
    expect(done).toMatchObject({ code: 0 });
    const [program = '', ...argv] = questions[shell] ?? [];
    return (await runProgram(program, argv, { cwd: home, env })).stdout;
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
};

test.each(['bash', 'zsh', 'fish'])('the line for %s works in a clean home', async (shell) => {
  for (const columns of [60, 100]) {
    expect(await after(shell, await lineFor(shell, columns))).toBe('yes\n');
  }
  expect(await after(shell, 'true')).toBe('');
});

test.each([
  ['fish', 'asrctl completion --install'],
  [
    'zsh',
    'asrctl completion --install 2>&1 | sed -n "s/^Add this line to .*zshrc: //p" >> ~/.zshrc',
  ],
])('%s completes after --install, with the line that it prints', async (shell, line) => {
  expect(await after(shell, line)).toBe('yes\n');
});

test('bash completes after --install with the script sourced, as bash-completion does', async () => {
  const line = 'echo "source $(asrctl completion --install 2>/dev/null)" >> ~/.bashrc';
  expect(await after('bash', line)).toBe('yes\n');
});
