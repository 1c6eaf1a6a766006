import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeJob, decodeListed, decodeSaved } from '../../../src/api/ims/decode.js';
import { elementTexts, parseExactly } from '../../../src/api/ims/http/exact-json.js';

const answers = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../fixtures/ims/answers.json`, 'utf8'),
) as Record<string, Record<string, unknown>>;
const nobody = { profile: 'work', region: 'cn-shanghai' };
const decode = (name: string) => decodeJob(answers[name] ?? {}, nobody);

describe('decodeJob', () => {
  it('says why an ASR job with a truncated or deeply nested result has no transcript', () => {
    const cut = '[{"content":"one","from":0,"to":1},{"content":"tw';
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const withResult = (AiResult: unknown) =>
      decodeJob({ ...answers['asr'], JobResult: { AiResult } }, nobody);
    expect(withResult(cut)).toMatchObject({
      state: 'succeeded',
      transcript: null,
      error: {
        code: 'unreadable_result',
        message: `The result cannot be read: its JSON is truncated after ${cut.length} characters`,
      },
    });
    expect(withResult(deep)?.error?.message).toBe(
      'The result cannot be read: its JSON is nested more than 200 levels deep',
    );
  });

  it('reads an ASR job in full', () => {
    expect(decode('asr')).toEqual({
      id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
      provider: 'ims',
      profile: 'work',
      region: 'cn-shanghai',
      type: 'ASR',
      state: 'succeeded',
      providerState: 'Finished',
      title: 'Harbour',
      description: null,
      input: 'oss://talks.oss-cn-shanghai.aliyuncs.com/harbour.mp4',
      createdAt: '2026-01-31T12:00:02Z',
      updatedAt: '2026-01-31T12:00:08Z',
      startedAt: null,
      finishedAt: null,
      error: null,
      userData: null,
      output: null,
      usage: null,
      transcript: {
        language: null,
        timing: 'segment',
        segments: [
          {
            startMs: 0,
            endMs: 1846,
            text: 'The harbour is calm',
            speaker: null,
            channel: null,
            words: [],
          },
          {
            startMs: 2100,
            endMs: 4402,
            text: 'boats leave at six',
            speaker: null,
            channel: null,
            words: [],
          },
        ],
      },
      texts: null,
      raw: null,
    });
  });

  it('finds the result in Output where AiResult has none', () => {
    const { Output, ...rest } = answers['asrChinese'] ?? {};
    const job = decodeJob({ ...rest, Output, JobResult: {} }, nobody);
    expect(job?.transcript?.segments[0]?.text).toBe('港口很安静');
  });

  it('keeps free text of a job, with its usage and where its output lies', () => {
    expect(decode('generic')).toMatchObject({
      title: null,
      input: null,
      userData: '{"user":"me"}',
      usage: { total_tokens: 100 },
      output: {
        mediaId: 'a'.repeat(32),
        mediaUrl: null,
        bucket: 'out',
        object: 'tags',
        result: null,
      },
      transcript: { segments: [{ startMs: 0, endMs: 0, text: 'a quiet harbour, boats' }] },
    });
  });

  it('gives generated texts as texts', () => {
    expect(decode('textGenerate')).toMatchObject({
      texts: ['Sail at dawn.', 'Sail at dusk.'],
      transcript: null,
      output: null,
      usage: { total_tokens: 200 },
    });
  });

  it('does not take the media id of a TextToSpeech job for speech', () => {
    const job = decode('textToSpeech');
    expect(job?.transcript?.segments).toHaveLength(2);
    expect(job?.output).toMatchObject({ mediaId: 'b'.repeat(32), object: 'speech.mp3' });
    const bare = decodeJob({ ...answers['textToSpeech'], JobResult: {} }, nobody);
    expect(bare).toMatchObject({ transcript: null, output: { mediaId: 'b'.repeat(32) } });
  });

  it('keeps the result of a VideoTranslation job as it is', () => {
    expect(decode('videoTranslation')).toMatchObject({
      transcript: null,
      output: {
        mediaUrl: 'https://out.oss-cn-shanghai.aliyuncs.com/en.mp4',
        result: { VideoTranslationAiResultMap: { en: {} } },
      },
    });
  });

  it('reads a DynamicChart job', () => {
    expect(decode('dynamicChart')).toMatchObject({
      transcript: null,
      output: {
        mediaId: 'd'.repeat(32),
        mediaUrl: 'http://out.oss-cn-shanghai.aliyuncs.com/chart.mp4',
      },
    });
  });

  it('reads subtitles out of a type it does not know, and keeps the rest', () => {
    const job = decode('avatar');
    expect(job?.transcript?.segments).toHaveLength(2);
    expect(job?.output).toMatchObject({ result: { subtitleClips: expect.any(String) as string } });
  });

  it('says what is known to end a job without a reason', () => {
    const error = decode('silentFailure')?.error;
    expect(error?.code).toBeNull();
    expect(error?.message).toContain('not registered with IMS');
    expect(decode('noVoice')?.error).toEqual({
      code: 'SpeechTranslationNoValidVocal',
      message: 'No speech was found in the media.',
    });
  });

  it.each([
    [{ State: 'Finished', ErrorCode: '200' }, null],
    [
      { State: 'Failed', ErrorMessage: 'cannot decode' },
      { code: null, message: 'cannot decode' },
    ],
  ])('takes the error of %j', (fields, error) => {
    expect(decodeJob({ JobId: 'j', ...fields }, nobody)?.error).toEqual(error);
  });

  it('gives null for an answer that says nothing about a job', () => {
    expect(decodeJob({ RequestId: 'r' }, nobody)).toBeNull();
    expect(decodeJob({ RequestId: 'r', JobId: 'echo', State: '' }, nobody)).toBeNull();
  });

  it('takes times that are odd or missing', () => {
    const info = { CreateTime: '2026-01-31T20:00:02.5+08:00', ModifiedTime: 'soon' };
    const job = decodeJob({ State: 'Created', SmartJobInfo: info }, nobody);
    expect([job?.createdAt, job?.updatedAt]).toEqual(['2026-01-31T12:00:02Z', null]);
  });
});

describe('decodeListed', () => {
  it('reads an item of a list, and no reason where a list has none', () => {
    const item = { JobId: 'j', JobState: 'Failed', JobType: 'ASR', UserId: 0, Title: 'T' };
    expect(decodeListed(item, nobody, null)).toMatchObject({
      id: 'j',
      state: 'failed',
      type: 'ASR',
      title: 'T',
      error: null,
    });
  });

  it('takes our token out of the user data', () => {
    const UserData = '{"asrctl":"0123456789abcdef01234567","mine":1}';
    expect(decodeListed({ JobId: 'j', UserData }, nobody, null).userData).toBe('{"mine":1}');
  });
});

describe('decodeSaved', () => {
  it('knows its own answers, bare or under `body`, and nothing else', () => {
    const text = JSON.stringify(answers['asr']);
    expect(decodeSaved(answers['asr'], text)).toMatchObject({
      profile: null,
      raw: text,
      state: 'succeeded',
    });
    const wrapped = { headers: {}, body: answers['asr'] };
    expect(decodeSaved(wrapped, JSON.stringify(wrapped))?.transcript).not.toBeNull();
    expect(
      decodeSaved([{ content: 'x', from: 0, to: 1 }], '[{"content":"x","from":0,"to":1}]'),
    ).toBeNull();
    expect(decodeSaved(null, '<xml/>')).toBeNull();
  });
});

describe('parseExactly', () => {
  it('keeps every digit of long integers and leaves the rest alone', () => {
    const text =
      '{"a":1974526429123456789,"b":[-9007199254740993, 1.5, 9007199254740991],"c":"1974526429123456789","d":"\\"1974526429123456789","e":1e400}';
    expect(parseExactly(text)).toEqual({
      a: '1974526429123456789',
      b: ['-9007199254740993', 1.5, 9007199254740991],
      c: '1974526429123456789',
      d: '"1974526429123456789',
      e: Number.POSITIVE_INFINITY,
    });
  });

  it.each(['', '{"a":1', '<html>', '{"a":12345678901234567890x}'])('refuses %j', (text) => {
    expect(() => parseExactly(text)).toThrow(SyntaxError);
  });

  it('takes an answer of many megabytes', () => {
    const long = JSON.stringify({ a: 'x"\\'.repeat(2_000_000), b: 1 }).replace(
      '1}',
      '1974526429123456789}',
    );
    expect(parseExactly(long)).toMatchObject({ b: '1974526429123456789' });
  });
});

describe('elementTexts', () => {
  it('cuts the elements of one list out of a text, as they were sent', () => {
    const text =
      '{"x":{"list":[{"no":1}]},"list" : [ {"id":1974526429123456789, "s":"]}\\"" }, {"n":[{}]} ],"y":[{}]}';
    expect(elementTexts(text, 'list')).toEqual([
      '{"id":1974526429123456789, "s":"]}\\"" }',
      '{"n":[{}]}',
    ]);
    expect(elementTexts('{}', 'list')).toEqual([]);
  });
});
