import { expect, test } from 'vitest';
import { asrctl } from './support/run.js';
import { jobWith, pageOf, scriptedProvider } from './support/scripted-provider.js';

const provider = scriptedProvider({
  list: async () => pageOf([jobWith({ id: 'a' })]),
  get: async ([id = '']) => [jobWith({ id })],
});

test('no command, help and -h print the root help to stdout', async () => {
  const help = await asrctl(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/^Usage:\n {2}asrctl <command> \[flags\]\n/m);
  for (const argv of [[], ['-h'], ['help']]) {
    expect(await asrctl(argv)).toMatchObject({ code: 0, stdout: help.stdout, stderr: '' });
  }
});

test('help of a command, three ways', async () => {
  const { stdout } = await asrctl(['wait', '--help']);
  expect(stdout).toContain('--timeout <time>');
  expect(stdout).toContain('--query <jmespath>');
  for (const argv of [
    ['help', 'wait'],
    ['wait', '-h'],
  ]) {
    expect(await asrctl(argv)).toMatchObject({ code: 0, stdout, stderr: '' });
  }
});

test('help fits the terminal', async () => {
  const { stdout } = await asrctl(['submit', '--help'], { tty: true, columns: 80 });
  const lines = stdout.slice(0, stdout.indexOf('Examples:')).split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test.each([['--version'], ['-V']])('%s', async (flag) => {
  expect(await asrctl([flag])).toMatchObject({ code: 0, stdout: '0.0.0-test\n', stderr: '' });
});

test.each([
  [['lst', '--all'], 'There is no command "lst"', 'Did you mean: asrctl list --all'],
  [['zzzz'], 'There is no command "zzzz"', 'See asrctl --help.'],
  [
    ['profile', 'ad', 'x y'],
    'There is no command "profile ad"',
    "Did you mean: asrctl profile add 'x y'",
  ],
  [
    ['local', 'faults', 'zzzz'],
    'There is no command "local faults zzzz"',
    'See asrctl local faults --help.',
  ],
  [
    ['list', '--stat=failed'],
    'list has no flag --stat',
    'Did you mean: asrctl list --state=failed',
  ],
  [
    ['transcribe', '--lang', 'en'],
    'transcribe has no flag --lang',
    'Did you mean: asrctl transcribe --language en',
  ],
  [
    ['profile', 'add', '--zzzz', 'x'],
    'profile add has no flag --zzzz',
    'See asrctl profile add --help.',
  ],
  [['help', 'lst'], 'There is no command or topic "lst"', 'Did you mean: asrctl help list'],
  [
    ['help', 'profile', 'zzzz'],
    'There is no command or topic "profile zzzz"',
    'See asrctl --help.',
  ],
  [['queue'], 'queue needs a command: list', 'See asrctl queue --help.'],
  [
    ['local', 'faults'],
    'local faults needs a command: set, list, clear',
    'See asrctl local faults --help.',
  ],
  [['get', ''], 'One of the items is empty', 'Is a variable in the command line unset?'],
  [['get'], 'get needs <job...>', 'See asrctl get --help.'],
  [
    ['production', 'submit'],
    'production submit needs --function <name>',
    'See asrctl production submit --help.',
  ],
  [['profile', 'use'], 'profile use needs <name>', 'See asrctl profile use --help.'],
  [['list', '--limit'], '--limit needs a value: <n>', 'See asrctl list --help.'],
  [['list', '--sort', 'x'], '--sort cannot be "x"', 'Use one of: created:desc, created:asc.'],
  [['completion', 'csh'], '<shell> cannot be "csh"', 'Use one of: bash, zsh, fish, powershell.'],
  [
    ['list', 'extra', 'more'],
    'list takes no arguments: "extra more" is too much',
    'See asrctl list --help.',
  ],
  [
    ['profile', 'use', 'a', 'b'],
    'profile use takes <name>: "b" is too much',
    'See asrctl profile use --help.',
  ],
  [['--color', 'blue', 'list'], '--color cannot be "blue"', 'Use one of: auto, always, never.'],
])('%j is a usage error with a hint', async (argv, message, hint) => {
  const result = await asrctl(argv, { provider });
  expect(result).toEqual({
    ...result,
    code: 2,
    stdout: '',
    stderr: `asrctl: ${message}\n${hint}\n`,
  });
});

test.each([
  [['--profile', 'local', 'profile'], /^asrctl: profile needs a command: add, list, show, /],
  [['local'], /^asrctl: local needs a command: setup, start, stop, status, /],
  [['-q'], /^asrctl: asrctl needs a command: transcribe, submit, /],
])('%j lists the commands', async (argv, message) => {
  const result = await asrctl(argv, { provider });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toMatch(message);
  expect(result.stderr).not.toContain('commander');
});

test('a usage error under --json is one object on stderr', async () => {
  for (const argv of [
    ['list', '--nope', '--json'],
    ['--format=json', 'lst'],
    ['--format', 'json', 'lst'],
  ]) {
    const result = await asrctl(argv, { provider });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code: 'usage', exitCode: 2 } });
  }
});

test('global flags work before and after the command', async () => {
  for (const argv of [
    ['--format', 'id', 'list'],
    ['list', '--format', 'id'],
    ['-q', 'list', '--format=id'],
    ['--format=id', '--', 'list'],
  ]) {
    expect(await asrctl(argv, { provider })).toMatchObject({ code: 0, stdout: 'a\n', stderr: '' });
  }
});

test.each([
  ['ENOSPC', 'ENOSPC: no space left on device, write', 1, 'Cannot write: no space left on device'],
  ['EACCES', "EACCES: permission denied, open '/x'", 1, 'Cannot open /x: permission denied'],
  [
    'ENOENT',
    "ENOENT: no such file or directory, mkdir '/x'",
    1,
    'Cannot create the folder /x: no such file or directory',
  ],
  ['SQLITE_FULL', 'database or disk is full', 1, 'Database or disk is full'],
])('%s is the machine’s fault, not ours', async (code, text, exit, message) => {
  const failing = scriptedProvider({
    get: () => Promise.reject(Object.assign(new Error(text), { code })),
  });
  const { code: exitCode, stderr } = await asrctl(['get', 'a', '--json'], { provider: failing });
  expect(exitCode).toBe(exit);
  expect(JSON.parse(stderr)).toMatchObject({ error: { code, message } });
  expect(stderr).not.toContain('fault in asrctl');
});

test('a fault of ours says so; --verbose shows where', async () => {
  const broken = scriptedProvider({
    get: () => Promise.reject(new TypeError('x is not a function')),
  });
  const plain = await asrctl(['get', 'a'], { provider: broken });
  expect(plain).toMatchObject({
    code: 1,
    stdout: '',
    stderr:
      'asrctl: x is not a function\n' +
      'This is a fault in asrctl; please report it with the output of --verbose.\n',
  });
  const verbose = await asrctl(['get', 'a', '--verbose'], { provider: broken });
  expect(verbose.stderr).toContain('TypeError: x is not a function\n    at ');
  const json = await asrctl(['get', 'a', '--json'], { provider: broken });
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'internal', exitCode: 1 } });
});
