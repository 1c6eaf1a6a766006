// How jobs are named on a command line: full ids, beginnings, @last, a choice.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/api/provider.js';
import type { Job } from '../../../src/jobs/job.js';
import type { Journal } from '../../../src/journal/journal.js';
import { journalIn } from '../../support/journal.js';
import { asrctl, temporaryFolder, type RunOptions } from '../../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../../support/scripted-provider.js';

const idOf = (start: string): string => start.padEnd(32, '0');
const talk = idOf('88c6ca18');
const intro = idOf('88c6ffee');
const remote = idOf('abcd12');

let home: string;
let journal: Journal;
let calls: string[];
beforeEach(async () => {
  home = await temporaryFolder();
  journal = await journalIn(join(home, 'state'), { now: () => 1_000 });
  calls = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A submit that became a job. */
const submitted = async (id: string, source: string, scope = 'ims work'): Promise<void> => {
  const submit = { key: id, profile: scope, media: source, source, title: null };
  const { entry } = await journal.submits.claim(submit, false);
  await journal.submits.accept(entry, id);
};

const listed: Job[] = [
  jobWith({ id: remote, title: 'remote.wav', state: 'succeeded' }),
  jobWith({ id: talk, title: 'default_title_1', input: 'oss://b/talk.wav', state: 'running' }),
];

const provider = (): Provider =>
  scriptedProvider({
    scope: 'ims work',
    get: async (ids) => {
      calls.push(`get ${ids.join(',')}`);
      const known = new Set([talk, intro, remote]);
      return ids.map((id) => (known.has(id) ? jobWith({ id, state: 'succeeded' }) : null));
    },
    list: async () => {
      calls.push('list');
      return pageOf(listed);
    },
  });

const run = (argv: readonly string[], options: RunOptions = {}) =>
  asrctl(argv, { home, provider: provider(), ...options });

const ids = async (...names: string[]): Promise<string> => {
  const { stdout, stderr } = await run(['get', ...names, '--format', 'id']);
  return stderr === '' ? stdout.trim() : stderr;
};

describe('a job is named by', () => {
  it('its full id in any case, without a journal and without another call', async () => {
    await rm(join(home, 'state'), { recursive: true });
    expect(await ids(talk.toUpperCase())).toBe(talk);
    expect(calls).toEqual([`get ${talk}`]);
  });

  it('the beginning of an id in the journal, in any case, without another call', async () => {
    await submitted(talk, 'talk.wav');
    await submitted(intro, 'intro.mp4');
    expect(await ids('88C6C', '88c6f')).toBe(`${talk}\n${intro}`);
    expect(calls).toEqual([`get ${talk}`, `get ${intro}`]);
  });

  it('the beginning of an id on the first page of the list, asked for once', async () => {
    await rm(join(home, 'state'), { recursive: true });
    expect(await ids('abcd', '88c6')).toBe(`${remote}\n${talk}`);
    expect(calls).toEqual(['list', `get ${remote}`, `get ${talk}`]);
  });

  it('@last and @last~1: what this machine submitted last with this profile', async () => {
    await submitted(talk, 'talk.wav');
    await submitted(intro, 'intro.mp4');
    await submitted(idOf('5555'), 'other.wav', 'ims home');
    expect(await ids('@last')).toBe(intro);
    expect(await ids('@LAST~1')).toBe(talk);
    await journal.jobs.use(talk);
    expect(await ids('@last')).toBe(intro);
  });

  it('the beginning of an id on stdin', async () => {
    await submitted(talk, 'talk.wav');
    const { stdout } = await run(['get', '-', '--format', 'id'], { stdin: '88c6c\n' });
    expect(stdout).toBe(`${talk}\n`);
  });
});

it('@last follows what a later submit named', async () => {
  await submitted(talk, 'talk.wav');
  await submitted(intro, 'intro.mp4');
  const later = await journalIn(join(home, 'state'), { now: () => 2_000 });
  await later.jobs.use(talk);
  expect(await ids('@last')).toBe(talk);
});

describe('an error, exit code and hint, for', () => {
  it('an ambiguous beginning: the candidates with their names', async () => {
    await submitted(talk, 'rec/talk.wav');
    await submitted(intro, 'intro.mp4');
    const { code, stderr } = await run(['wait', '88c6']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `asrctl: "88c6" is the beginning of 2 ids\nGive more of the id:\n  ${intro}  intro.mp4\n  ${talk}  talk.wav\n`,
    );
    expect(calls).toEqual([]);
  });

  it('a beginning that no job has', async () => {
    const { code, stderr } = await run(['get', '7777', '--region', 'r']);
    expect(code).toBe(3);
    expect(stderr).toBe(
      'asrctl: No job has an id that begins with "7777"\nList the jobs: asrctl list --region r\n',
    );
  });

  it('a job of another profile: whose it is, for a beginning, a full id and @last', async () => {
    const other = idOf('5555');
    await submitted(other, 'other.wav', 'ims home cn-beijing');
    const hint = `Run: asrctl get ${other} --profile home --region cn-beijing`;
    for (const name of ['5555', other, '@last']) {
      const { code, stderr } = await run(['get', name]);
      expect(code).toBe(3);
      expect(stderr).toBe(
        `asrctl: Job ${other} belongs to profile home, region cn-beijing\n${hint}\n`,
      );
    }
    const exported = await run(['export', other]);
    expect(exported.stderr).toContain(`belongs to profile home, region cn-beijing\n${hint}`);
  });

  it('@last~2 of two jobs, @last of none, and another word with @', async () => {
    expect((await run(['get', '@last'])).stderr).toContain('No job was submitted from this');
    await submitted(talk, 'talk.wav');
    expect(await run(['get', '@last~2'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('@last~2 is not known: 1 job was submitted') as string,
    });
    expect(await run(['get', '@first'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"@first" names no job') as string,
    });
  });

  it('a production job: the command that shows it', async () => {
    const made = { id: idOf('9999'), scope: 'ims work', functionName: 'Cover', source: 'a.mp4' };
    await journal.jobs.addProduction(made);
    for (const name of ['9999', made.id])
      expect((await run(['get', name])).stderr).toBe(
        `asrctl: Job ${made.id} is a production job\nRun: asrctl production get ${made.id}\n`,
      );
  });
});

describe('without an id', () => {
  it('a terminal gets a choice of recent jobs, by name, state and age', async () => {
    await submitted(remote, 'rec/remote.wav');
    const chosen = await run(['get', '--format', 'id'], { tty: true, answers: ['2'] });
    expect(chosen).toMatchObject({ code: 0, stdout: `${talk}\n` });
    expect(chosen.questions).toEqual([
      'Job to get: remote.wav succeeded abcd1200 | talk.wav running 88c6ca18',
    ]);
  });

  it('wait offers jobs that are not finished', async () => {
    const { questions } = await run(['wait'], { tty: true, answers: ['1'] });
    expect(questions).toEqual(['Job to wait: talk.wav running 88c6ca18']);
  });

  it('Esc ends with 130, and a choice of nothing with 3', async () => {
    const left = await run(['get'], { tty: true });
    expect(left).toMatchObject({ code: 130, stderr: 'asrctl: Interrupted\n' });
    listed.splice(0);
    expect(await run(['get'], { tty: true })).toMatchObject({ code: 3 });
  });

  it.each([
    [['get'], { tty: true }, '<job...>', 'get'],
    [['wait'], {}, '<job...>', 'wait'],
    [['export'], {}, '<job|file...>', 'export'],
    [['production', 'cancel'], {}, '<job...>', 'production cancel'],
  ])(
    '%j without a terminal or with --no-input is a usage error',
    async (argv, options, what, of) => {
      expect(await run([...argv, '--no-input'], options)).toMatchObject({
        code: 2,
        stderr: `asrctl: ${of} needs ${what}\nSee asrctl ${of} --help.\n`,
      });
      expect(calls).toEqual([]);
    },
  );
});
