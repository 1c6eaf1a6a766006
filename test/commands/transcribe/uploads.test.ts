// Uploads of a run, and how the media of jobs are named.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError, Exit } from '../../../src/errors.js';
import { until } from '../../local/support.js';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.end());

const document = (stdout: string) =>
  JSON.parse(stdout) as {
    items: { source: string; input: string; id: string }[];
    counts: Record<string, number>;
  };

describe('the input of a job', () => {
  it.each(['local', 'local-ci'])(
    'is the same in submit, transcribe and get, %s',
    async (profile) => {
      const [file = ''] = await desk.recordings(1);
      const service = ['--profile', profile, '--json', '-q'];
      const submitted = await desk.run(['submit', file, ...service]);
      const [job] = (JSON.parse(submitted.stdout) as { jobs: { id: string; input: string }[] })
        .jobs;
      const got = await desk.run(['get', job?.id ?? '', ...service]);
      const inputOf = (text: string) => (JSON.parse(text) as { jobs: { input: string }[] }).jobs[0];
      expect(job?.input).toBe(inputOf(got.stdout)?.input);
      for (const more of [[], ['--upload', '--output-dir', 'up']]) {
        for (let run = 0; run < 2; run += 1) {
          const { stdout } = await desk.run(['transcribe', file, ...more, ...service]);
          const [item] = document(stdout).items;
          const there = await desk.run(['get', item?.id ?? '', ...service]);
          expect(item?.source).toBe(file);
          expect(item?.input).toBe(inputOf(there.stdout)?.input);
        }
      }
    },
  );
});

describe('uploads', () => {
  const profiles = [
    ['local', 'oss://'],
    ['local-ci', 'cos://'],
  ] as const;
  it.each(profiles)('of profile %s are done once per content', async (profile, scheme) => {
    const files = await desk.recordings(3);
    await writeFile(join(desk.home, 'twin.wav'), 'sound of talk-1.wav');
    const argv = [
      'transcribe',
      ...files,
      'twin.wav',
      '--upload',
      '--profile',
      profile,
      '--json',
      '-q',
    ];
    const run = await desk.run(argv);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(document(run.stdout).counts).toMatchObject({ succeeded: 4, uploaded: 3 });
    expect(desk.logged('stored local-1250000000/asrctl/')).toBe(3);
    expect(desk.jobs()).toBe(3);
    const plan = await desk.run([...argv, '--dry-run']);
    expect(plan.stdout).toContain(`${scheme}local-1250000000/asrctl/`);
    await desk.run(argv);
    expect(desk.logged('stored local-1250000000/asrctl/')).toBe(3);
  });

  it('are removed with --delete-upload, not for an item that failed', async () => {
    const files = await desk.recordings(2);
    await writeFile(join(desk.home, 'talk-2.srt'), 'mine');
    const argv = ['transcribe', ...files, '--upload', '--delete-upload'];
    expect((await desk.run(argv)).code).toBe(6);
    expect(desk.logged('stored local-1250000000/asrctl/')).toBe(1);
    expect(desk.logged('deleted local-1250000000/asrctl/')).toBe(1);
  });

  it('stay while an item of another run needs them', async () => {
    const files = await desk.recordings(1);
    const argv = ['transcribe', ...files, '--upload', '--delete-upload'];
    const other = [...argv, '--title', 'other', '--output-dir', 'other'];
    await desk.run(['local', 'faults', 'set', 'job-stuck', '--delay', '500ms']);
    const stop = new AbortController();
    const broken = desk.run(other, { signal: stop.signal });
    await until(
      () => desk.logged('started'),
      (jobs) => jobs > 0,
    );
    stop.abort(new CliError(Exit.interrupted, 'Interrupted.'));
    expect((await broken).code).toBe(130);
    expect((await desk.run(argv)).code).toBe(0);
    expect(desk.logged('deleted local-1250000000/asrctl/')).toBe(0);
    expect((await desk.run(other)).code).toBe(0);
    expect(desk.logged('deleted local-1250000000/asrctl/')).toBe(1);
    expect(desk.logged('stored local-1250000000/asrctl/')).toBe(1);
  });
});
