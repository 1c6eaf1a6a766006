// This tool's own documents (the contract's Transcript and Job), read back from what they were saved as.
import { isFields } from '../json.js';
import { transcriptOf, type Segment, type Transcript, type Word } from './transcript.js';

/** NaN for what is no number: repairing bad times is shaping's business, and it counts them. */
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

/** A Transcript document, or null when the value is not one. Tolerant: what is missing is empty. */
export const readTranscript = (value: unknown): Transcript | null => {
  if (!isFields(value) || !Array.isArray(value['segments'])) return null;
  const segments: unknown[] = value['segments'];
  if (segments.some((s) => !isFields(s) || !('startMs' in s))) return null;
  return transcriptOf(segments.flatMap(readSegment), textOrNull(value['language']));
};

/** What a Job document says about its transcript; the rest of the document is not needed to export it. */
export interface SavedJob {
  readonly id: string;
  readonly title: string | null;
  readonly state: string;
  readonly error: string | null;
  readonly transcript: Transcript | null;
}

const readJob = (value: unknown): SavedJob[] => {
  if (!isFields(value) || typeof value['id'] !== 'string' || !('transcript' in value)) return [];
  const { error } = value;
  return [
    {
      id: value['id'],
      title: textOrNull(value['title']),
      state: text(value['state']),
      error: isFields(error) ? (textOrNull(error['message']) ?? textOrNull(error['code'])) : null,
      transcript: readTranscript(value['transcript']),
    },
  ];
};

/** The jobs of a Job document, of a list (`jobs[]`) or of an array of them; none when the value is neither. */
export const readJobs = (value: unknown): readonly SavedJob[] => {
  if (Array.isArray(value)) return value.flatMap(readJob);
  if (isFields(value) && Array.isArray(value['jobs'])) return value['jobs'].flatMap(readJob);
  return readJob(value);
};
