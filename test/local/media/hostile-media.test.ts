// Media that name other files, that come from elsewhere by the time they run, or that never end.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Argv } from '../../../src/argv.js';
import { linesOf } from '../../../src/local/programs/child.js';
import { audioMsOf, decode } from '../../../src/local/media/decode.js';
import { safeFormats, selfContained } from '../../../src/local/media/demuxers.js';
import type { LocalJob } from '../../../src/local/jobs/job.js';
import { decodeLimitMs, engineLimitMs } from '../../../src/local/media/limits.js';
import { freshDir, recording, runService, until } from '../support.js';

const { platform } = process;
const run = (argv: Argv): AsyncIterable<string> =>
  linesOf(argv, {
    platform,
    env: process.env,
    signal: new AbortController().signal,
    started: () => undefined,
    limitMs: 60_000,
  });

let dir: string;
let inside: string;
let outside: string;
beforeAll(async () => {
  dir = await freshDir();
  [inside, outside] = [join(dir, 'inside'), join(dir, 'outside')];
  await Promise.all([mkdir(inside), mkdir(outside)]);
  const secret = join(outside, 'secret.wav');
  await copyFile(recording, secret);
  await symlink(secret, join(inside, 'link.wav'));
  const quiet = ['-nostdin', '-loglevel', 'error'];
  const segment = join(outside, 'segment.ts');
  await promisify(execFile)('ffmpeg', [...quiet, '-i', secret, '-c:a', 'aac', segment]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const decoded = async (name: string, text: string): Promise<number> => {
  const file = join(inside, name);
  await writeFile(file, text);
  const output = join(dir, 'out.wav');
  await rm(output, { force: true });
  await decode(
    run,
    { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' },
    { file, startMs: 0, durationMs: null },
    output,
  );
  return audioMsOf(output);
};

describe('a medium that is a list of other files', () => {
  const playlist = (): string =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:30\n#EXTINF:20,\nfile://${outside}/segment.ts\n#EXT-X-ENDLIST\n`;
  const manifest = (): string =>
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="a" bandwidth="1"><BaseURL>${outside}/segment.ts</BaseURL></Representation></AdaptationSet></Period></MPD>`;

  it.each([
    ['playlist.m3u8', playlist],
    ['playlist.mp3', playlist],
    ['list.ffconcat', () => 'ffconcat version 1.0\nfile link.wav\n'],
    ['list.wav', () => 'ffconcat version 1.0\nfile link.wav\n'],
    ['manifest.mpd', manifest],
    [
      'session.sdp',
      () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n',
    ],
  ])('is no sound: %s', async (name, text) => {
    await expect(decoded(name, text())).rejects.toThrow(/^Cannot decode the audio: ./);
  });

  it('is told by its contents; media of every other kind are taken', async () => {
    const formats = (await safeFormats(run, 'ffmpeg')).split(',');
    expect(formats).toEqual(
      expect.arrayContaining([
        'wav',
        'mp3',
        'ogg',
        'flac',
        'mp4',
        'matroska',
        'mpegts',
        'aac',
        'daud',
      ]),
    );
    expect(formats).not.toContain('concat');
    expect(formats).not.toContain('hls');
  });
});

it('the list of formats is read in the shapes that old and new versions print', () => {
  const head = ['File formats:', ' D. = Demuxing supported', ' .E = Muxing supported', ' --'];
  const old = [
    ' D  dash            Adaptive',
    ' D  daud            D-Cinema',
    '  E dash            x',
  ];
  const later = [
    ' DE  wav             WAV',
    ' D d alsa            ALSA',
    ' D   hls,applehttp   HLS',
  ];
  expect(selfContained([...head, ...old, ...later])).toBe('daud,wav,alsa');
});

it('a program that hangs is ended after its time, and said to have', async () => {
  const argv: Argv = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
  const { signal } = new AbortController();
  const lines = linesOf(argv, {
    platform,
    env: process.env,
    signal,
    started: () => undefined,
    limitMs: 1,
  });
  await expect(lines.next()).rejects.toThrow(/took longer than 1 min$/);
});

it('the time grows with the medium, and a timer can hold it', () => {
  expect(decodeLimitMs(0)).toBe(600_000);
  expect(decodeLimitMs(1_000_000_000)).toBe(10_600_000);
  expect(engineLimitMs(60_000)).toBe(4_200_000);
  expect(engineLimitMs(null)).toBe(2 ** 31 - 1);
});

it('a file that was put out of reach after the submit is not read', async () => {
  const service = await runService();
  const { jobs } = service.running.queue;
  const file = join(service.dir, 'speech.wav');
  await writeFile(file, 'speech');
  await symlink(join(outside, 'secret.wav'), `${file}.link`);
  await symlink(file, `${file}.inside`);
  await writeFile(`${file}.gone`, 'speech');
  await unlink(`${file}.gone`);
  const end = (path: string): Promise<LocalJob | null> => {
    const part = { startMs: 0, durationMs: null, request: {} };
    const { id } = jobs.submit({
      protocol: 'ims',
      type: 'ASR',
      input: `file://${path}`,
      file: path,
      ...part,
    });
    return until(
      () => jobs.get('ims', id),
      (job) => job?.state === 'failed' || job?.state === 'finished',
    );
  };
  expect(await end(file)).toMatchObject({ state: 'finished' });
  for (const path of [`${file}.link`, `${file}.inside`, `${file}.gone`])
    expect(await end(path)).toMatchObject({
      state: 'failed',
      error: { code: 'InvalidMedia.Gone' },
    });
  await service.end();
});
