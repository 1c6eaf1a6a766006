// Chapters in the results of production functions: parts of a recording with a start and an end.

import { isFields, type Fields } from '../../json.js';

/** Times are integer milliseconds, `endMs > startMs`. */
export interface Chapter {
  readonly startMs: number;
  readonly endMs: number;
  readonly title: string;
}

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Milliseconds of a time in seconds, which is a number or a text. */
const millisecondsOf = (value: unknown): number => {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : Number.NaN;
};

/** The entries of a list: the result itself, or its field with one of the given names. */
export const entriesOf = (result: unknown, ...names: readonly string[]): readonly Fields[] => {
  const holder = fieldsOf(result);
  const list = Array.isArray(result)
    ? result
    : names.map((name) => holder[name]).find((value) => Array.isArray(value));
  return Array.isArray(list) ? list.map(fieldsOf) : [];
};

const chapter = (
  entry: Fields,
  names: readonly [start: string, end: string],
  title: string,
): Chapter[] => {
  const startMs = millisecondsOf(entry[names[0]]);
  const endMs = millisecondsOf(entry[names[1]]);
  return startMs >= 0 && endMs > startMs ? [{ startMs, endMs, title }] : [];
};

const titleOf = (entry: Fields, fallback: string): string => {
  const { title } = entry;
  return typeof title === 'string' && title.trim() !== '' ? title : fallback;
};

/**
 * The chapters in a result of MusicSegmentDetect (`[{start, end, title}]`) or VideoClip
 * (`{VideoSummaryList: [{StartTime, EndTime}]}`), in order of time; seconds come as numbers or texts
 * (QueryIProductionJob page). Null for other functions. Entries without valid times are left out.
 */
export const chaptersOf = (functionName: string | null, result: unknown): Chapter[] | null => {
  const byStart = (chapters: Chapter[]): Chapter[] =>
    chapters.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  if (functionName === 'MusicSegmentDetect') {
    const found = entriesOf(result, 'result', 'segments').flatMap((entry, i) =>
      chapter(entry, ['start', 'end'], titleOf(entry, `Segment ${i + 1}`)),
    );
    return byStart(found);
  }
  if (functionName === 'VideoClip') {
    const found = entriesOf(result, 'VideoSummaryList').flatMap((entry, i) =>
      chapter(entry, ['StartTime', 'EndTime'], `Clip ${i + 1}`),
    );
    return byStart(found);
  }
  return null;
};
