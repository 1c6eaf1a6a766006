// A result in the service's format: a JSON text of `[{content, from, to}]`, seconds as floats. The
// extra list `words` holds the engine's data for each word, `speaker` and `language` what it heard; other clients ignore
// them.
import type { LocalResult, LocalSegment, LocalWord } from '../../jobs/job.js';

const cjk = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;

// A word counts one; where a script has no spaces, every character does.
const unitsOf = (word: string): number => word.match(cjk)?.length ?? 1;

const join = (words: readonly LocalWord[]): string =>
  words.map(({ text }) => text).join(words.every(({ text }) => text.match(cjk)) ? '' : ' ');

const segmentOf = (words: readonly LocalWord[], { speaker }: LocalSegment): LocalSegment => ({
  ...(speaker !== undefined && { speaker }),
  startMs: words[0]?.startMs ?? 0,
  endMs: words.at(-1)?.endMs ?? 0,
  text: join(words),
  words,
});

/** Cuts a segment between words so that none has more than `limit` units. One without words stays whole. */
export const cutSegment = (segment: LocalSegment, limit: number): readonly LocalSegment[] => {
  const groups: LocalWord[][] = [];
  let units = 0;
  for (const word of segment.words) {
    const size = unitsOf(word.text);
    const open = groups.at(-1);
    if (open === undefined || units + size > limit) groups.push([word]);
    else open.push(word);
    units = open === undefined || units + size > limit ? size : units + size;
  }
  return groups.length < 2 ? [segment] : groups.map((words) => segmentOf(words, segment));
};

const seconds = (ms: number): number => ms / 1000;

/** The text of AiResult and Output. `limit` is SentenceMaxLength, null when not requested. */
export const aiResultText = (
  { segments, language = null }: Pick<LocalResult, 'segments' | 'language'>,
  limit: number | null,
): string => {
  const cut = limit === null ? segments : segments.flatMap((one) => cutSegment(one, limit));
  return JSON.stringify(
    cut.map((segment) => ({
      content: segment.text,
      from: seconds(segment.startMs),
      to: seconds(segment.endMs),
      ...(segment.speaker !== undefined && { speaker: segment.speaker }),
      ...(language !== null && { language }),
      ...(segment.words.length > 0 && {
        words: segment.words.map((word) => ({
          content: word.text,
          from: seconds(word.startMs),
          to: seconds(word.endMs),
          ...(word.confidence !== null && { confidence: word.confidence }),
        })),
      }),
    })),
  );
};
