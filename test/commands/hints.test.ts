// Commands that hints print are pasted back as they are, and work with the same profile.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDesk, type Desk } from './transcribe/support.js';

let desk: Desk;
let talk: string;
beforeAll(async () => {
  desk = await openDesk();
  await desk.recordings(2);
  talk = (await local('submit', 'talk-1.wav')).stdout.trim();
  await local('wait', talk);
});
afterAll(() => desk.end());

/** The profile is named by a flag only: a hint without it would use a profile that does not exist. */
const env = { ASRCTL_PROFILE: 'nobody' };
const local = (...argv: readonly string[]) => desk.run(['--profile', 'local', ...argv], { env });

/** The commands in a text, as a POSIX shell splits them. */
const commandsIn = (text: string): string[][] =>
  [...text.matchAll(/(?:^|: |`)asrctl ([^\n`]+)/gm)].map(([, words = '']) =>
    execFileSync('sh', ['-c', `for word in ${words}; do printf '%s\\0' "$word"; done`], {
      encoding: 'utf8',
    })
      .split('\0')
      .slice(0, -1),
  );

const missing = 'f'.repeat(32);

it.each([
  ['a get of an unknown beginning', ['get', 'ffff'], 0],
  ['a retry of a finished job', ['retry', 'TALK'], 0],
  ['a cancel of a finished job', ['cancel', 'TALK'], 0],
  ['an open of a local job', ['open', 'TALK'], 0],
  ['an export with --query', ['export', 'TALK', '--query', "jobs[?id=='x'].id"], 0],
  ['a production job that is not there', ['production', 'get', missing], 3],
  ['a job of another kind', ['production', 'cancel', 'TALK'], 0],
  ['a retry of a job of another machine', ['retry', missing], 3],
])('%s', async (_what, argv, code) => {
  const { stdout, stderr } = await local(...argv.map((word) => (word === 'TALK' ? talk : word)));
  const commands = commandsIn(stdout + stderr);
  for (const pasted of commands) {
    expect(pasted.join(' ')).toContain('--profile local');
    const result = await desk.run(pasted, { env });
    expect([pasted.join(' '), result.code, result.stderr]).toEqual([
      pasted.join(' '),
      code,
      code === 0 ? '' : result.stderr,
    ]);
    expect(result.stderr).not.toMatch(/unknown option|Missing required|nobody/i);
  }
  expect([argv.join(' '), commands.length]).toEqual([argv.join(' '), 1]);
});
