// Reads saved documents of this tool: Transcript and Job.
import { isFields } from '../json.js';
import { transcriptOf, type Segment, type Transcript, type Word } from './transcript.js';

/** NaN for a value that is not a number: shaping repairs invalid times and counts them. */
const time = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const readWord = (value: unknown): Word[] =>
  isFields(value) && typeof value['text'] === 'string'
    ? [
        {
          startMs: time(value['startMs']),
          endMs: time(value['endMs']),
          text: value['text'],
          estimated: value['estimated'] === true,
        },
      ]
    : [];

const readSegment = (value: unknown): Segment[] => {
  if (!isFields(value)) return [];
  const channel = value['channel'];
  const words: unknown = value['words'];
  return [
    {
      startMs: time(value['startMs']),
      endMs: time(value['endMs']),
      text: text(value['text']),
      speaker: textOrNull(value['speaker']),
      channel: typeof channel === 'number' ? channel : null,
      words: Array.isArray(words) ? words.flatMap(readWord) : [],
    },
  ];
};

/** A Transcript document, or null when the value is not one. Missing fields are empty. */
export const readTranscript = (value: unknown): Transcript | null => {
  if (!isFields(value) || !Array.isArray(value['segments'])) return null;
  const segments: unknown[] = value['segments'];
  if (segments.some((s) => !isFields(s) || !('startMs' in s))) return null;
  const transcript = transcriptOf(segments.flatMap(readSegment), textOrNull(value['language']));
  const { languageConfidence } = value;
  return typeof languageConfidence === 'number'
    ? { ...transcript, languageConfidence }
    : transcript;
};

/** The fields of a Job document that an export needs. */
export interface JobDocument {
  readonly id: string;
  readonly title: string | null;
  /** The media, as the service names it. */
  readonly input: string | null;
  readonly state: string;
  readonly error: string | null;
  readonly transcript: Transcript | null;
}

const readJob = (value: unknown): JobDocument[] => {
  if (!isFields(value) || typeof value['id'] !== 'string' || !('transcript' in value)) return [];
  const { error } = value;
  return [
    {
      id: value['id'],
      title: textOrNull(value['title']),
      input: textOrNull(value['input']),
      state: text(value['state']),
      error: isFields(error) ? (textOrNull(error['message']) ?? textOrNull(error['code'])) : null,
      transcript: readTranscript(value['transcript']),
    },
  ];
};

/** The jobs of a Job document, of a list (`jobs[]`) or of an array; empty for any other value. */
export const readJobs = (value: unknown): readonly JobDocument[] => {
  if (Array.isArray(value)) return value.flatMap(readJob);
  if (isFields(value) && Array.isArray(value['jobs'])) return value['jobs'].flatMap(readJob);
  return readJob(value);
};
