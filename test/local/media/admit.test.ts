// Files outside the roots: one that a command line names is admitted for its submit, and nothing else is.
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grantsOf } from '../../../src/local/media/grants.js';
import { mediaOf } from '../../../src/local/media/media.js';
import { openApiClient, type Call } from '../official.js';
import { freshDir, recording, runService, type TestService } from '../support.js';

let outside: string;
let service: TestService;
let call: Call;
const begin = async (engine: string): Promise<void> => {
  service = await runService({ engine });
  const { port, accessKeyId, accessKeySecret } = service.running.file;
  call = openApiClient(`127.0.0.1:${port}`, { accessKeyId, accessKeySecret });
};
beforeEach(async () => {
  outside = await realpath(await freshDir());
  await copyFile(recording, join(outside, 'talk.wav'));
  await copyFile(recording, join(outside, 'other.wav'));
  await begin('fake');
});
afterEach(async () => {
  await service.end();
  await rm(outside, { recursive: true, force: true });
});

interface Admitted {
  readonly status: number;
  readonly body: { readonly code?: string; readonly message?: string };
}

const admit = async (body: unknown, token?: string): Promise<Admitted> => {
  const { endpoint, controlToken } = service.running.file;
  const answer = await fetch(`${endpoint}/_asrctl/admit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? controlToken}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Admitted['body'] };
};

const submit = (name: string) =>
  call('SubmitASRJob', { InputFile: `file://${join(outside, name)}` });

describe('a file outside the roots', () => {
  it('is refused to every client, until this user names it: then it alone can be submitted', async () => {
    await expect(submit('talk.wav')).rejects.toMatchObject({ code: 'Forbidden.PathNotAllowed' });
    expect(await admit({ file: join(outside, 'talk.wav') })).toEqual({ status: 200, body: {} });
    expect(await submit('talk.wav')).toMatchObject({ State: 'Created' });
    await expect(submit('other.wav')).rejects.toMatchObject({ code: 'Forbidden.PathNotAllowed' });
  });

  it('needs the token of the service: another user has none', async () => {
    const file = join(outside, 'talk.wav');
    expect((await admit({ file }, 'guessed')).status).toBe(401);
    await expect(submit('talk.wav')).rejects.toMatchObject({ code: 'Forbidden.PathNotAllowed' });
  });

  it('is admitted under its real path: a link that changes leads nowhere else', async () => {
    const link = join(outside, 'link.wav');
    await symlink('talk.wav', link);
    expect((await admit({ file: link })).status).toBe(200);
    await rm(link);
    await symlink('other.wav', link);
    await expect(submit('link.wav')).rejects.toMatchObject({ code: 'Forbidden.PathNotAllowed' });
    expect(await submit('talk.wav')).toMatchObject({ State: 'Created' });
  });

  it('is a regular file: no FIFO, no device, no folder', async () => {
    const fifo = join(outside, 'fifo.wav');
    execFileSync('mkfifo', [fifo]);
    for (const file of [fifo, '/dev/zero', outside])
      expect(await admit({ file })).toEqual({
        status: 422,
        body: { code: 'InvalidMedia.NotAFile', message: `Not a regular file: ${file}` },
      });
    expect((await admit({ file: join(outside, 'no.wav') })).body.code).toBe('NotFound');
    expect((await admit({ file: 'talk.wav' })).body.code).toBe('NotFound');
    expect((await admit({ path: fifo })).status).toBe(400);
  });

  it('that is no media is refused before it queues, with the reason', async () => {
    await service.end();
    await begin('auto');
    const refusal = async (name: string): Promise<string> => {
      const { status, body } = await admit({ file: join(outside, name) });
      expect([status, body.code]).toEqual([422, 'InvalidMedia.Unreadable']);
      return body.message ?? '';
    };
    await writeFile(join(outside, 'text.wav'), 'text '.repeat(100));
    await writeFile(join(outside, 'empty.wav'), '');
    const picture = ['-f', 'lavfi', '-i', 'color=black:s=64x64:d=1', '-c:v', 'mpeg4'];
    execFileSync('ffmpeg', ['-loglevel', 'error', ...picture, join(outside, 'mute.mp4')]);
    expect(await refusal('text.wav')).toBe(
      `Cannot transcribe ${join(outside, 'text.wav')}: the file is not media, or it is damaged`,
    );
    expect(await refusal('empty.wav')).toContain('the file is empty');
    expect(await refusal('mute.mp4')).toContain('the file has no audio stream (ffprobe sees mov');
    expect((await admit({ file: join(outside, 'talk.wav') })).status).toBe(200);
  });
});

describe('the right to a file', () => {
  it('ends after five minutes; the oldest ends first when there are too many', () => {
    let nowMs = 0;
    const grants = grantsOf(() => nowMs);
    grants.add('/a');
    nowMs = 299_999;
    expect([grants.has('/a'), grants.has('/b')]).toEqual([true, false]);
    nowMs = 300_000;
    expect(grants.has('/a')).toBe(false);
    for (let n = 0; n <= 1_000; n += 1) grants.add(`/${n}`);
    expect([grants.has('/0'), grants.has('/1'), grants.has('/1000')]).toEqual([false, true, true]);
  });

  it('stays with a job, for that path as it was', async () => {
    const media = mediaOf(join(service.dir, 'storage'), [service.dir]);
    const file = join(outside, 'talk.wav');
    await expect(media.recheck(file, true)).resolves.toBeUndefined();
    await expect(media.recheck(file, false)).rejects.toMatchObject({ reason: 'forbidden' });
    await rm(file);
    await symlink(join(outside, 'other.wav'), file);
    await expect(media.recheck(file, true)).rejects.toMatchObject({ reason: 'forbidden' });
    await mkdir(join(outside, 'folder.wav'));
    await expect(media.recheck(join(outside, 'folder.wav'), true)).rejects.toMatchObject({
      reason: 'invalid',
    });
  });
});
