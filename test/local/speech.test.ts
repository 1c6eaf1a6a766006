// Real speech through the real engine, over the real wire.
import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiClient, type Body, type Call } from './official.js';
import { recording, repository, runService, until, type TestService } from './support.js';

const run = promisify(execFile);

let service: TestService;
let call: Call;
beforeAll(async () => {
  service = await runService({ engine: 'auto', concurrency: 1 });
  const { port, accessKeyId, accessKeySecret } = service.running.file;
  call = openApiClient(`127.0.0.1:${port}`, { accessKeyId, accessKeySecret });
  await copyFile(recording, join(service.dir, 'recording.wav'));
});
afterAll(() => service.end());

const submit = async (name: string, more: Record<string, string> = {}): Promise<Body> => {
  const InputFile = `file://${join(service.dir, name)}`;
  const { JobId } = await call('SubmitASRJob', { InputFile, ...more });
  return until(
    () => call('GetSmartHandleJob', { JobId: String(JobId) }),
    (body) => body['State'] === 'Finished' || body['State'] === 'Failed',
  );
};

interface Spoken {
  readonly content: string;
  readonly from: number;
  readonly to: number;
  readonly words: readonly (Omit<Spoken, 'words'> & { readonly confidence: number })[];
}

const spoken = (job: Body): readonly Spoken[] =>
  JSON.parse(String(job['JobResult']?.AiResult)) as Spoken[];

const sentences = async (): Promise<readonly string[]> => {
  const text = await readFile(join(repository, 'examples', 'recording.txt'), 'utf8');
  return text.trim().split('\n');
};

describe('the recording of the examples', () => {
  it('is read word for word, a segment for each sentence', async () => {
    const heard = spoken(await submit('recording.wav'));
    expect(heard.map(({ content }) => content)).toEqual(await sentences());
  });

  it('comes with times and confidences of words, in order and inside their segments', async () => {
    const heard = spoken(await submit('recording.wav'));
    const words = heard.flatMap((segment) => segment.words);
    expect(words.map(({ content }) => content).join(' ')).toBe((await sentences()).join(' '));
    for (const { from, to, words: inside } of heard) {
      expect(inside[0]?.from).toBe(from);
      expect(inside.at(-1)?.to).toBe(to);
    }
    for (const [index, word] of words.entries()) {
      expect(word.to).toBeGreaterThan(word.from);
      expect(word.from).toBeGreaterThanOrEqual(words[index - 1]?.to ?? 0);
      expect(word.confidence).toBeGreaterThanOrEqual(0);
      expect(word.confidence).toBeLessThanOrEqual(1);
    }
  });

  it('in part: times are those of the whole file', async () => {
    const whole = spoken(await submit('recording.wav'));
    // The second sentence begins after 2.8 s, the third ends before 9 s.
    const part = spoken(
      await submit('recording.wav', { StartTime: '00:00:02', Duration: '00:00:07' }),
    );
    expect(part.map(({ content }) => content)).toEqual((await sentences()).slice(1, 3));
    for (const [index, segment] of part.entries()) {
      expect(Math.abs(segment.from - (whole[index + 1]?.from ?? 0))).toBeLessThan(0.05);
      expect(Math.abs(segment.to - (whole[index + 1]?.to ?? 0))).toBeLessThan(0.05);
    }
  });

  it('is cut to sentences of the asked length', async () => {
    const heard = spoken(
      await submit('recording.wav', { EditingConfig: '{"SentenceMaxLength":4}' }),
    );
    expect(heard.map(({ content }) => content).join(' ')).toBe((await sentences()).join(' '));
    for (const { words } of heard) expect(words.length).toBeLessThanOrEqual(4);
  });

  it('as stereo AAC in a video, sound beginning late: same words, later times', async () => {
    const video = join(service.dir, 'video.mp4');
    const picture = ['-f', 'lavfi', '-i', 'color=black:s=64x64:r=5:d=14'];
    const sound = ['-itsoffset', '1.5', '-i', recording, '-ac', '2', '-c:a', 'aac', '-b:a', '128k'];
    await run('ffmpeg', ['-loglevel', 'error', ...picture, ...sound, '-c:v', 'mpeg4', video]);
    const whole = spoken(await submit('recording.wav'));
    const heard = spoken(await submit('video.mp4'));
    expect(heard.map(({ content }) => content)).toEqual(await sentences());
    for (const [index, { from }] of heard.entries()) {
      expect(Math.abs(from - 1.5 - (whole[index]?.from ?? 0))).toBeLessThan(0.1);
    }
  });
});

describe('what is no speech', () => {
  it('fails by itself and leaves the queue running', async () => {
    await writeFile(join(service.dir, 'empty.wav'), '');
    await writeFile(join(service.dir, 'text.wav'), 'this is no sound\n'.repeat(100));
    const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '2'];
    await run('ffmpeg', ['-loglevel', 'error', ...silence, join(service.dir, 'silence.wav')]);
    const [empty, text, silent, beyond, good] = await Promise.all([
      submit('empty.wav'),
      submit('text.wav'),
      submit('silence.wav'),
      submit('recording.wav', { StartTime: '01:00:00' }),
      submit('recording.wav'),
    ]);
    expect(empty).toMatchObject({ State: 'Failed', ErrorCode: 'InvalidMedia.Unreadable' });
    expect(text).toMatchObject({ State: 'Failed', ErrorCode: 'InvalidMedia.Unreadable' });
    expect(empty['ErrorMessage']).toMatch(/^Cannot decode the audio: the file is empty/);
    expect(text['ErrorMessage']).toMatch(
      /^Cannot decode the audio: the file is not media, or it is damaged \(ffprobe sees /,
    );
    expect(silent).toMatchObject({ State: 'Failed', ErrorCode: 'SpeechTranslationNoValidVocal' });
    expect(beyond).toMatchObject({
      State: 'Failed',
      ErrorMessage: 'The requested part of the file holds no audio',
    });
    expect(good['State']).toBe('Finished');
    expect(silent).not.toHaveProperty('JobResult');
  });
});

it('the recording is what its script makes', async () => {
  const again = join(service.dir, 'again.wav');
  await run(join(repository, 'examples', 'make-recording.sh'), [again]);
  expect((await readFile(again)).equals(await readFile(recording))).toBe(true);
});
