// What whisper.cpp hears, through the service to the transcript that a command prints.
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../commands/transcribe/support.js';
import { freshDir, recording } from '../support.js';

let desk: Desk;
afterEach(() => desk.end());

/** A whisper-cli that writes this result and the arguments that it got; its folder. */
const standIn = async (result: object): Promise<string> => {
  const bin = join(await freshDir(), 'bin');
  await mkdir(bin);
  const script = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
writeFileSync(${JSON.stringify(join(bin, 'args'))}, args.join(' '));
writeFileSync(args[args.indexOf('-of') + 1] + '.json', ${JSON.stringify(JSON.stringify(result))});`;
  await writeFile(join(bin, 'whisper-cli'), script);
  await chmod(join(bin, 'whisper-cli'), 0o755);
  await writeFile(join(bin, 'ggml-small.bin'), '');
  return bin;
};

const token = (text: string, from: number, to: number) => ({ text, offsets: { from, to }, p: 0.9 });

it('keeps words, language and speakers, and logs what it left out', async () => {
  const bin = await standIn({
    result: { language: 'zh' },
    transcription: [
      {
        text: '我们今天去北京。',
        offsets: { from: 0, to: 2000 },
        tokens: [
          token('我们', 0, 400),
          token('今天', 400, 800),
          token('去', 800, 1000),
          token('北京', 1000, 1600),
          token('。', 1600, 2000),
        ],
        speaker_turn_next: true,
      },
      { text: '好的', offsets: { from: 3000, to: 3600 } },
      { text: '(music)', offsets: { from: 4000, to: 5000 } },
    ],
  });
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  desk = await openDesk({ engine: 'whisper', model: join(bin, 'ggml-small.bin'), env });
  await copyFile(recording, join(desk.home, 'talk.wav'));
  const { stdout } = await desk.run(['submit', 'talk.wav']);
  const id = stdout.trim();
  expect(await desk.run(['wait', id])).toMatchObject({ code: 0 });
  const { jobs } = JSON.parse((await desk.run(['get', id, '--json'])).stdout) as {
    jobs: readonly {
      transcript: { segments: readonly { words: readonly { text: string }[] }[] };
    }[];
  };
  expect(jobs[0]?.transcript).toMatchObject({
    language: 'zh',
    timing: 'word',
    segments: [{ speaker: '0' }, { speaker: '1', text: '好的' }],
  });
  expect(jobs[0]?.transcript.segments[0]?.words).toMatchObject([
    { text: '我们', startMs: 0, endMs: 400 },
    { text: '今天', startMs: 400, endMs: 800 },
    { text: '去', startMs: 800, endMs: 1000 },
    { text: '北京。', startMs: 1000, endMs: 1600 },
  ]);
  expect(desk.logged(`job ${id} segments without speech left out: 1`)).toBe(1);
});
