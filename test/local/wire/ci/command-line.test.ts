// What a person types, through the built-in profile local-ci, on a service that is running.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../../src/jobs/job.js';
import { recording, runService, type TestService } from '../../support.js';
import { asrctl } from '../../../support/run.js';

let service: TestService;
beforeAll(async () => {
  service = await runService({ engine: 'pocketsphinx', roots: [dirname(recording)] });
});
afterAll(() => service.end());

// The service's own folder holds its service.json where ASRCTL_HOME puts the state.
const run = (...argv: string[]) =>
  asrctl([...argv, '--profile', 'local-ci'], { home: service.dir });

describe('--profile local-ci', () => {
  it('submits, waits and exports the example recording word for word', async () => {
    const submitted = await run('submit', recording);
    expect(submitted).toMatchObject({ code: 0, stderr: '' });
    const id = submitted.stdout.trim();
    expect(id).toMatch(/^s[0-9a-f]{32}$/);
    expect(await run('wait', id, '--interval', '200ms')).toMatchObject({ code: 0 });
    const target = join(service.dir, 'out.srt');
    expect(await run('export-srt', id, '-o', target)).toMatchObject({ code: 0 });
    const spoken = (text: string): string[] => text.toLowerCase().match(/[a-z']+/g) ?? [];
    const said = await readFile(recording.replace(/\.wav$/, '.txt'), 'utf8');
    expect(spoken(await readFile(target, 'utf8'))).toEqual(spoken(said));
    const { jobs } = JSON.parse((await run('get', id, '--json')).stdout) as { jobs: Job[] };
    const [job] = jobs;
    expect(job).toMatchObject({
      id,
      provider: 'ci',
      profile: 'local-ci',
      providerState: 'Success',
    });
    expect(job?.transcript).toMatchObject({ timing: 'word' });
    const filed = await run(
      'get',
      id,
      '--result-file',
      '--query',
      'jobs[].transcript.segments[].text[]',
    );
    expect(spoken(filed.stdout)).toEqual(spoken(said));
    expect(await run('export', id, '--result-file', '--style', 'raw')).toMatchObject({ code: 0 });
  });

  it('lists what it made, names its queue, and shows what it would send', async () => {
    const id = (await run('submit', recording)).stdout.trim();
    expect((await run('list', '--format', 'id')).stdout.split('\n')).toContain(id);
    expect((await run('queue', 'list', '--format', 'id')).stdout).toMatch(/^p[0-9a-f]{32}\n$/);
    const plan = JSON.parse(
      (await run('submit', recording, '--speakers', '--dry-run', '--json')).stdout,
    ) as unknown;
    expect(JSON.stringify(plan)).toContain('"SpeakerDiarization":"1","SpeakerNumber":"0"');
  });

  it('tells an unknown job and a flag of another service', async () => {
    expect(await run('get', `s${'0'.repeat(32)}`)).toMatchObject({ code: 3, stdout: '' });
    const refused = await run('submit', recording, '--title', 'x');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--title');
  });
});
