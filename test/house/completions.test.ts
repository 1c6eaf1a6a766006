// The completion scripts, run by their shells. A stub of asrctl prints the profile names.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { committed } from '../../.config/generate/index.js';
import { complete } from '../../src/complete.js';
import { journalIn } from '../support/journal.js';

const folder = mkdtempSync(join(tmpdir(), 'asrctl-completion-'));
const scripts: Record<string, string> = {};

beforeAll(async () => {
  for (const [path, text] of Object.entries(await committed())) {
    const name = path.replace('completions/', '');
    scripts[name] = join(folder, name);
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'asrctl');
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$*" in\n'__complete '*) cat '${folder}'/"$2" ;;\nesac\n`,
  );
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'profiles'), 'work\nlocal\n');
  writeFileSync(join(folder, 'jobs'), '88c6ca18\ttalk.wav, 5m ago\n77aa\t$(touch x) `y`, 2h ago\n');
  writeFileSync(join(folder, 'productions'), 'b0b0\tCover of a.mp4, 1d ago\n');
  writeFileSync(join(folder, 'talk.wav'), 'x');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const words = (command: string, args: readonly string[]): string[] =>
  execFileSync(command, args, {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
      HOME: folder,
      TERM: 'xterm',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30_000,
  })
    .split('\n')
    .filter((line) => line !== '')
    .sort();

// Runs as completion does: COMP_LINE up to the cursor, COMPREPLY back.
const askBash = `source "$1"; COMP_LINE=$2; COMP_POINT=\${#2}; _asrctl; printf '%s\\n' "\${COMPREPLY[@]}"`;
const askFish = `source $argv[1]; complete -C $argv[2] | string replace -r '\\t.*' ''; true`;
const zshHarness = join(import.meta.dirname, '..', 'support', 'complete.zsh');

type Shell = (lines: readonly string[]) => string[][];

const shells: Readonly<Record<string, Shell>> = {
  bash: (lines) =>
    lines.map((line) =>
      words('bash', ['--norc', '-c', askBash, '_', scripts['asrctl.bash'] ?? '', line]),
    ),
  fish: (lines) =>
    lines.map((line) =>
      words('fish', ['--no-config', '-c', askFish, scripts['asrctl.fish'] ?? '', line]),
    ),
  zsh: (lines) => {
    const answers = words('zsh', ['-f', zshHarness, scripts['_asrctl'] ?? '', ...lines]);
    return lines.map((_, i) =>
      answers
        .filter((answer) => answer.startsWith(`${i + 1} `))
        .map((answer) => answer.slice(answer.indexOf(' ') + 1)),
    );
  },
};

/** The offers as whole words: shells differ in whether they repeat the typed part. */
const cases: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['asrctl sub', ['submit']],
  ['asrctl exp', ['export', 'export-srt']],
  ['asrctl --json --profile work profi', ['profile']],
  ['asrctl profile u', ['use']],
  ['asrctl get 8', ['88c6ca18']],
  ['asrctl retry 7', ['77aa']],
  ['asrctl production get b', ['b0b0']],
  ['asrctl export 88', ['88c6ca18']],
  ['asrctl get --js', ['--json']],
  ['asrctl list --state fa', ['failed']],
  ['asrctl list --state failed,qu', ['queued']],
  ['asrctl list --sort created:', ['created:asc', 'created:desc']],
  ['asrctl list --columns tit', ['title']],
  ['asrctl get --format js', ['json', 'jsonl']],
  ['asrctl export --format yo', ['youtube-chapters']],
  ['asrctl export --format=sr', ['srt']],
  ['asrctl transcribe --format v', ['vtt']],
  ['asrctl transcribe --format srt,yo', ['youtube-chapters']],
  ['asrctl list --format vt', []],
  ['asrctl help exit', ['exit-codes']],
  ['asrctl export --style netflix-z', ['netflix-zh', 'netflix-zh-sdh']],
  ['asrctl styles netflix-z', ['netflix-zh', 'netflix-zh-sdh']],
  ['asrctl get --profile ', ['local', 'work']],
  ['asrctl profile use w', ['work']],
  ['asrctl completion ', ['bash', 'fish', 'powershell', 'zsh']],
  ['asrctl get ', ['77aa', '88c6ca18']],
];

/** The part of the last word that some shells repeat in front of each offer. */
const leadsOf = (line: string): string[] => {
  const word = line.slice(line.lastIndexOf(' ') + 1);
  const lead = word.slice(0, Math.max(word.lastIndexOf(','), word.lastIndexOf('=')) + 1);
  return [lead, lead.replace(/^--[^=]*=/, '')];
};

const bare = (line: string, word: string): string => {
  const lead = leadsOf(line).find((part) => part !== '' && word.startsWith(part)) ?? '';
  return word.slice(lead.length);
};

test.each(Object.entries(shells))('%s offers what the tree says', (shell, ask) => {
  const got = ask(cases.map(([line]) => line));
  const offers = cases.map(([line], i) => [line, (got[i] ?? []).map((word) => bare(line, word))]);
  // readline keeps the part before a colon and needs only the rest.
  const wanted = cases.map(([line, words]) => [
    line,
    shell === 'bash' && line.endsWith(':') ? words.map((word) => word.replace(/^.*:/, '')) : words,
  ]);
  expect(offers).toEqual(wanted);
});

const hostileNames = ['$(touch ran)', '`touch ran`', 'x;touch ran', "x'$(touch ran)'", '*', 'w*'];

test.each(Object.entries(shells))('%s runs no command in a profile name', (shell, ask) => {
  writeFileSync(join(folder, 'profiles'), `${hostileNames.join('\n')}\nwork\n`);
  rmSync(join(folder, 'ran'), { force: true });
  const lines = ['asrctl get --profile ', 'asrctl profile use ', 'asrctl get --profile=w'];
  const offers = ask(lines).flat();
  expect(offers.map((word) => bare('--profile=', word))).toContain('work');
  expect(readdirSync(folder)).not.toContain('ran');
  // bash puts an offer on the command line without quotes, where Enter would run it.
  const unquoted = shell === 'bash' ? offers : [];
  expect(unquoted.filter((word) => word !== 'work')).toEqual([]);
  writeFileSync(join(folder, 'profiles'), 'work\nlocal\n');
});

test('only profile names of safe characters are printed for completion', async () => {
  const profile = { provider: 'ims', region: 'cn-shanghai', source: 'env' };
  const names = [...hostileNames, 'work', '-x'];
  const profiles = Object.fromEntries(names.map((name) => [name, profile]));
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, 'config.json'), JSON.stringify({ profiles }), { mode: 0o600 });
  const printed = await complete('profiles', {
    env: { ASRCTL_HOME: home },
    home,
    cwd: home,
    platform: 'linux',
    processes: { uid: process.geteuid?.() ?? null },
    nowMs: 0,
  });
  expect(printed.split('\n')).toEqual(['work', 'local', 'local-ci', '']);
});

test('zsh and fish offer files where media are wanted', () => {
  for (const shell of ['zsh', 'fish']) {
    expect(shells[shell]?.(['asrctl submit ta'])).toEqual([['talk.wav']]);
  }
});

test('bash leaves files to readline, and only where files are wanted', () => {
  const asks = (line: string): string =>
    words('bash', [
      '--norc',
      '-c',
      `compopt() { echo "compopt $*"; }; ${askBash}`,
      '_',
      scripts['asrctl.bash'] ?? '',
      line,
    ]).join();
  expect(asks('asrctl submit ta')).toBe('');
  expect(asks('asrctl get ta')).toBe('compopt +o default');
});

test('PowerShell gets a table of every command and a native completer', async () => {
  const text = (await committed())['completions/asrctl.ps1'] ?? '';
  expect(text).toContain("'profile use' = @{");
  expect(text).toContain('Register-ArgumentCompleter -Native -CommandName asrctl');
  // No PowerShell here to run it: its filter of profile names, on the names that the other shells are tested with.
  const filter = /__complete profiles 2>\$null \| Where-Object \{ \$_ -match '([^']+)' \}/.exec(
    text,
  )?.[1];
  const safe = new RegExp(filter ?? '');
  expect([...hostileNames, 'work', 'my-profile_2.x'].filter((name) => safe.test(name))).toEqual([
    'work',
    'my-profile_2.x',
  ]);
  const opened = [...text.matchAll(/[{(]/g)].length;
  expect([...text.matchAll(/[)}]/g)].length).toBe(opened);
});

test('ids of recent jobs come from the journal alone, with name and age; an evil name steers nothing', async () => {
  const home = join(folder, 'jobs-home');
  const around = {
    env: { ASRCTL_HOME: home },
    home,
    cwd: home,
    platform: 'linux',
    processes: { uid: process.geteuid?.() ?? null },
    nowMs: 301_000,
  } as const;
  mkdirSync(home, { mode: 0o700 });
  expect(await complete('jobs', around)).toBe('');
  expect(readdirSync(home)).toEqual([]);
  const journal = await journalIn(join(home, 'state'), { now: () => 1_000 });
  for (const [id, source] of [
    ['88c6', 'rec/talk.wav'],
    ['77aa', 'a\u001b[31m\n\tb.wav'],
  ] as const) {
    const submit = { key: id, profile: 'ims work', media: source, source };
    const { entry } = await journal.submits.claim(submit, false);
    await journal.submits.accept(entry, id);
  }
  await journal.jobs.addProduction({
    id: 'b0',
    scope: 's',
    functionName: 'Cover',
    source: 'a.mp4',
  });
  expect(await complete('jobs', around)).toBe(
    '77aa\ta [31m b.wav, 5m ago\n88c6\ttalk.wav, 5m ago\n',
  );
  expect(await complete('productions', around)).toBe('b0\tCover of a.mp4, 5m ago\n');
});
