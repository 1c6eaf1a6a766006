import { describe, expect, it } from 'vitest';
import { inputFileOf } from '../../../src/api/ims/media.js';
import { submitParameters } from '../../../src/api/ims/submit.js';

const cloud = { region: 'cn-shanghai', local: false };
const local = { region: 'local', local: true };
const documented = 'oss://talks.oss-cn-shanghai.aliyuncs.com/a/b c.wav';

describe('inputFileOf', () => {
  it.each([
    ['oss://talks/a/b c.wav', documented],
    ['OSS://talks/a/b c.wav', documented],
    [documented, documented],
    ['oss://talks.oss-cn-shanghai-internal.aliyuncs.com/a/b c.wav', documented],
    ['https://talks.oss-cn-shanghai.aliyuncs.com/a/b%20c.wav?Expires=1&Signature=x', documented],
    ['0123456789abcdef0123456789ABCDEF', '0123456789abcdef0123456789ABCDEF'],
  ])('%s', (media, inputFile) => {
    expect(inputFileOf(media, cloud)).toEqual({ inputFile, notice: null });
  });

  it.each([
    ['oss://talks.oss-cn-beijing.aliyuncs.com/a.wav', 'lies in cn-beijing'],
    ['https://media.example.com/a.wav', 'media.example.com'],
  ])('%s is sent with a notice', (media, notice) => {
    expect(inputFileOf(media, cloud).notice).toContain(notice);
  });

  it.each([
    ['/home/me/a.wav', cloud, 'local file'],
    ['oss://talks', cloud, 'Not an OSS object'],
    ['oss://talks.oss-cn-shanghai.aliyuncs.com/', cloud, 'No object key'],
    ['oss://talks/a', { region: null, local: false }, 'No region'],
    ['cos://talks/a', cloud, 'does not accept this media'],
    ['0123456789abcdef', cloud, 'does not accept this media'],
    ['https://', cloud, 'does not accept this media'],
  ])('%s is refused', (media, place, message) => {
    expect(() => inputFileOf(media, place)).toThrow(message);
  });

  it('leaves files and buckets to the local service', () => {
    expect(inputFileOf('/tmp/a b#1.wav', local).inputFile).toBe('file:///tmp/a%20b%231.wav');
    expect(inputFileOf('oss://talks/a.wav', local).inputFile).toBe('oss://talks/a.wav');
    expect(inputFileOf('file:///tmp/a.wav', local).inputFile).toBe('file:///tmp/a.wav');
  });
});

describe('submitParameters', () => {
  it('sends nothing that was not given', () => {
    expect(submitParameters('x', {})).toEqual({ InputFile: 'x' });
  });

  it('sends every parameter', () => {
    const options = {
      title: 'T',
      description: 'D',
      startTime: '90s',
      duration: '1h30m',
      hotwords: 'h1',
      sentenceMaxLength: '20',
      semanticSentences: true,
      editingConfig: '{"SentenceMaxLength":7,"Other":{"a":1}}',
      userData: '{"mine":1}',
      notify: 'https://example.com/done?x=1',
    };
    expect(submitParameters('x', options)).toEqual({
      InputFile: 'x',
      Title: 'T',
      Description: 'D',
      StartTime: '00:01:30',
      Duration: '01:30:00',
      EditingConfig:
        '{"SentenceMaxLength":20,"Other":{"a":1},"HotwordLibraryIdList":"h1","EnableSemanticSentenceDetection":true}',
      UserData: '{"mine":1,"NotifyAddress":"https://example.com/done?x=1"}',
    });
  });

  it.each([
    ['00:00:05', '00:00:05'],
    ['1:02:03', '01:02:03'],
    ['0s', '00:00:00'],
    ['75m', '01:15:00'],
    ['2H5S', '02:00:05'],
  ])('takes the start time %s', (startTime, wire) => {
    expect(submitParameters('x', { startTime })['StartTime']).toBe(wire);
  });

  it('counts bytes, not characters: 128 pass', () => {
    const title = `${'海'.repeat(42)}ab`;
    expect(submitParameters('x', { title })['Title']).toBe(title);
  });

  it.each([
    [{ title: `${'海'.repeat(42)}abc` }, '--title has 129 bytes'],
    [{ description: 'é'.repeat(65) }, '--description has 130 bytes'],
    [{ startTime: '1:30' }, 'Not a time for --start-time'],
    [{ startTime: '00:61:00' }, 'Not a time'],
    [{ startTime: '' }, 'Not a time'],
    [{ duration: '90' }, 'Not a time for --duration'],
    [{ duration: '00:00:00' }, 'longer than 0'],
    [{ duration: '6000m' }, 'more than 99:59:59'],
    [{ sentenceMaxLength: '3' }, '4 to 50'],
    [{ sentenceMaxLength: '51' }, '4 to 50'],
    [{ sentenceMaxLength: '7.5' }, '4 to 50'],
    [{ editingConfig: '[1]' }, 'not a JSON object'],
    [{ editingConfig: '{' }, 'not a JSON object'],
    [{ userData: '{"asrctl":"x"}' }, 'has a key "asrctl"'],
    [{ notify: 'done' }, 'Not a callback target'],
    [{ notify: 'https://' }, 'Not a callback target'],
    [{ notify: 'ice-callback-demo', userData: 'plain' }, 'not a JSON object'],
  ])('refuses %j', (options, message) => {
    expect(() => submitParameters('x', options)).toThrow(message);
  });

  it('passes plain user data on, and takes a queue for --notify', () => {
    expect(submitParameters('x', { userData: 'plain' })['UserData']).toBe('plain');
    expect(submitParameters('x', { notify: 'ice-callback-demo' })['UserData']).toBe(
      '{"NotifyAddress":"ice-callback-demo"}',
    );
  });
});
