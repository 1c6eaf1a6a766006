// From answers of GetSmartHandleJob and ListSmartJobs to jobs. Pure; tolerant in what it takes
// (State against JobState, numbers against texts, fields that are missing), exact in what it gives.
import { aiResultProblem, readAiResult } from '../../transcripts/results/ai-result.js';
import { emptyJob, type Job, type JobError } from '../../jobs/job.js';
import { takeToken } from '../../jobs/token.js';
import { stateOf } from '../../jobs/states.js';
import { transcriptOf, type Transcript } from '../../transcripts/transcript.js';
import { isFields, type Fields } from '../../json.js';
import { fieldsOf, textOf, timeOf, valueOf } from './values.js';

/** Who asked. */
export interface Asker {
  readonly profile: string | null;
  readonly region: string | null;
}

/** What is known to end a job without a word (field notes of the official skill, section "ASR input"). */
const silentFailure =
  'The service gave no reason. Known to cause this: the bucket is not registered with IMS (register it, ' +
  'or submit a media id), it lies in another region, or the object cannot be read as audio or video.';

const errorOf = (failed: boolean, root: Fields): JobError | null => {
  if (!failed) return null;
  const code = textOf(root['ErrorCode']);
  const message = textOf(root['ErrorMessage']);
  if (code === null && message === null) return { code: null, message: silentFailure };
  const silent =
    code === 'SpeechTranslationNoValidVocal' ? 'No speech was found in the media.' : null;
  return { code, message: message ?? silent };
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((v) => typeof v === 'string');

type Result = Pick<Job, 'transcript' | 'texts'> & { readonly rest: unknown };
const nothing: Result = { transcript: null, texts: null, rest: null };

/** Speech and its reading both give `content/from/to` lists; consumers find them in AiResult, else in Output. */
const spoken = (aiResult: unknown, output: unknown): Result => {
  const transcript =
    readAiResult(aiResult) ?? (valueOf(aiResult) === null ? readAiResult(output) : null);
  return { ...nothing, transcript };
};

/** TextToSpeech puts a bare media id into Output: never a transcript. */
const ofType = (type: string | null, aiResult: unknown, output: unknown): Result => {
  if (type === 'ASR') return spoken(aiResult, output);
  if (type === 'TextToSpeech') return spoken(aiResult, null);
  const value = valueOf(aiResult);
  if (type === 'TextGenerate' && isTexts(value)) return { ...nothing, texts: value };
  const rest = value ?? valueOf(output);
  // A type we do not know may still be speech: only lists with times count, since any text could look like one.
  const guess = type === 'TextGenerate' || type === 'VideoTranslation' ? null : readAiResult(rest);
  const timed = guess?.segments.some((s) => s.endMs > 0) === true;
  return {
    ...nothing,
    transcript: timed ? transcriptOf(guess.segments, guess.language) : null,
    rest,
  };
};

/** The error of a finished job with a recognition result that cannot be read, so that its loss is not silent. */
const unreadable = (
  type: string | null,
  aiResult: unknown,
  transcript: Transcript | null,
): JobError | null => {
  const problem = type === 'ASR' && transcript === null ? aiResultProblem(aiResult) : null;
  if (problem === null) return null;
  return { code: 'unreadable_result', message: `The result cannot be read: ${problem}` };
};

/** Where the result lies: media, OSS object, or what the service wrote into Output or AiResult. Null when nothing. */
const outputOf = (root: Fields, info: Fields, rest: unknown): unknown => {
  const result = fieldsOf(root['JobResult']);
  const target = fieldsOf(info['OutputConfig']);
  const bare = textOf(root['Output']);
  const url = bare !== null && /^https?:\/\//.test(bare) ? bare : null;
  const bareId = bare !== null && /^[0-9a-f]{32}$/i.test(bare) ? bare : null;
  const output = {
    mediaId: textOf(result['MediaId']) ?? bareId,
    mediaUrl: textOf(result['MediaUrl']) ?? url,
    bucket: textOf(target['Bucket']),
    object: textOf(target['Object']),
    result: rest ?? null,
  };
  return Object.values(output).every((v) => v === null) ? null : output;
};

/** Both shapes: an answer keeps most in SmartJobInfo, a list's item has it all at the top. */
const jobOf = (root: Fields, info: Fields, asker: Asker, raw: string | null): Job => {
  const providerState = textOf(root['State']) ?? textOf(root['JobState']);
  const state = stateOf(providerState);
  const result = fieldsOf(root['JobResult']);
  const type = textOf(info['JobType']);
  const { transcript, texts, rest } = ofType(type, result['AiResult'], root['Output']);
  return {
    ...emptyJob(textOf(root['JobId']) ?? '', 'ims'),
    ...asker,
    type,
    state,
    providerState,
    title: textOf(info['Title']),
    description: textOf(info['Description']),
    input: textOf(fieldsOf(info['InputConfig'])['InputFile']),
    createdAt: timeOf(info['CreateTime']),
    updatedAt: timeOf(info['ModifiedTime']),
    error: errorOf(state === 'failed', root) ?? unreadable(type, result['AiResult'], transcript),
    userData: takeToken(textOf(root['UserData']) ?? textOf(info['UserData'])).userData,
    output: outputOf(root, info, rest),
    usage: valueOf(result['Usage']),
    transcript,
    texts,
    raw,
  };
};

/** A GetSmartHandleJob answer as a job; null when it says nothing about one. `raw` is kept as it is. */
export const decodeJob = (body: Fields, asker: Asker, raw: string | null = null): Job | null =>
  ['State', 'SmartJobInfo', 'JobResult'].some((name) => isFields(body[name]) || textOf(body[name]))
    ? jobOf(body, fieldsOf(body['SmartJobInfo']), asker, raw)
    : null;

/** One element of SmartJobList as a job. The list carries no result and no reason for a failure. */
export const decodeListed = (item: Fields, asker: Asker, raw: string | null): Job => ({
  ...jobOf(item, item, asker, raw),
  error: null,
});

/** A saved GetSmartHandleJob answer, bare or as API explorers save it (under `body`); null when it is something else. */
export const decodeSaved = (value: unknown, text: string): Job | null => {
  const exact = valueOf(text);
  const found = [exact, fieldsOf(exact)['body'], value].find(
    (v): v is Fields =>
      isFields(v) &&
      textOf(v['JobId']) !== null &&
      ('SmartJobInfo' in v || 'JobResult' in v || ('State' in v && 'RequestId' in v)),
  );
  return found === undefined ? null : decodeJob(found, { profile: null, region: null }, text);
};
