// What export says of inputs that hold no transcript, and of flags that change nothing.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exportTracks, type Options } from '../../../src/commands/export.js';
import { emptyJob } from '../../../src/jobs/job.js';
import { printed, smallApp } from '../../support/small-app.js';
import { put, raw } from './exporting.js';

const exported = async (
  files: Record<string, string>,
  options: Partial<Options> = {},
  formats: readonly string[] = [],
) => {
  const app = smallApp({ formats });
  put(app, files);
  const text = await printed(await exportTracks(app, Object.keys(files), raw(options)));
  return { text, notices: app.notices };
};

it.each([
  ['RIFF\u0024\u0000\u0000\u0000WAVEfmt '],
  ['ID3\u0003rest of it'],
  ['\u0000\u0000\u0000\u0020ftypisom'],
  ['OggS\u0000\u0002'],
  ['fLaC\u0000'],
])('a recording is named as one, with the command that transcribes it: %j', async (begin) => {
  const app = smallApp();
  writeFileSync(join(app.cwd, 'my talk.wav'), begin, 'latin1');
  await expect(exportTracks(app, ['my talk.wav'], raw())).rejects.toMatchObject({
    exitCode: 2,
    message: '"my talk.wav" is a recording, not a transcript',
    hint: "Transcribe it: asrctl transcribe 'my talk.wav'",
  });
});

it('a file that is not there is only that', async () => {
  await expect(exportTracks(smallApp(), ['talk.json'], raw())).rejects.toMatchObject({
    exitCode: 3,
    message: 'There is no file "talk.json"',
    hint: 'Check the path.',
  });
});

const listed = { ...emptyJob('j1', 'ims'), state: 'succeeded', schemaVersion: 2 };

it('the document of a list is a list, in JSON and in lines', async () => {
  const list = { schemaVersion: 2, jobs: [listed, { ...listed, id: 'j2' }], nextToken: null };
  await expect(exported({ 'list.json': JSON.stringify(list) })).rejects.toMatchObject({
    exitCode: 2,
    message: '"list.json" is a list of jobs, and a list holds no transcripts',
    hint: 'Export the jobs: asrctl export j1 j2',
  });
  await expect(exported({ 'list.jsonl': JSON.stringify(listed) })).rejects.toMatchObject({
    exitCode: 1,
    message: 'list.jsonl: The document holds no transcript of job "j1"',
    hint: 'Export the job itself: asrctl export j1',
  });
});

const answer = {
  JobId: 'j1',
  RequestId: 'r',
  State: 'Finished',
  JobResult: { AiResult: '[{"content":"Hello.","from":0,"to":2}]' },
  SmartJobInfo: { JobType: 'ASR' },
};
const srt = '1\n00:00:00,000 --> 00:00:02,000\nHello.\n';

it('an answer of the service within a JSON text is unwrapped', async () => {
  const wrapped = JSON.stringify(JSON.stringify(answer));
  expect((await exported({ 'raw.json': wrapped })).text.trim()).toBe(srt.trim());
  expect((await exported({ 'raw.json': JSON.stringify(srt) })).text.trim()).toBe(srt.trim());
});

it.each(['"just a string"', '"[1, 2]"', '""', '["just", "strings"]', '{"text":"only"}', '42'])(
  'any other JSON is refused: %s',
  async (text) => {
    await expect(exported({ 'x.json': text })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('There is no transcript in "x.json"') as string,
    });
  },
);

const talk = (speaker: string | null): Record<string, string> => ({
  'talk.json': JSON.stringify({
    language: 'en',
    segments: [
      { startMs: 0, endMs: 2000, text: 'Hello there.', speaker, channel: null, words: [] },
    ],
  }),
});

it.each([
  [
    { highlight: true as const },
    ['srt'],
    '--highlight changes nothing in srt: it is for vtt, ass, lrc.',
  ],
  [{ highlight: true as const }, ['srt', 'vtt'], null],
  [{ startIndex: '5' }, ['vtt'], '--start-index changes nothing in vtt: it is for srt, csv.'],
  [{ csvRaw: true as const }, ['csv'], null],
])('%j for %j: %s', async (flags, formats, line) => {
  const output = formats.map((format) => `talk.${format}`);
  const { notices } = await exported(talk('S1'), { ...flags, output }, formats);
  expect(notices.filter((one) => !one.startsWith('Wrote '))).toEqual(line === null ? [] : [line]);
});

it.each([
  [{ speakers: true as const }, null, '--speakers changes nothing: the transcript has no speakers'],
  [
    { speakerName: ['S1=Anna'] },
    null,
    '--speaker-name changes nothing: the transcript has no speakers',
  ],
  [{ speakerName: ['S2=Bob'] }, 'S1', '--speaker-name S2 changes nothing: the speakers are S1'],
  [{ speakerName: ['S1=Anna'] }, 'S1', null],
])('%j with the speaker %j: %s', async (flags, speaker, line) => {
  const { notices } = await exported(talk(speaker), flags);
  expect(notices).toEqual(line === null ? [] : [`talk.json: ${line}`]);
});
