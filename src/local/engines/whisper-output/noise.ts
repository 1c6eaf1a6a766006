// What whisper.cpp writes and nobody said: marks for sounds, a sentence in a loop, and the phrases that end the
// videos it learned from, heard in silence.
import type { LocalSegment } from '../../jobs/job.js';

/** `[BLANK_AUDIO]`, `(music)`, `（音楽）`, `*applause*`, `♪♪`: no word among them. */
const isMark = (text: string): boolean =>
  /^(?:[[(（【*♪♫][^\])）】*♪♫]*[\])）】*♪♫]|[^\p{L}\p{N}]*)$/u.test(text.trim());

const phrases =
  /thank(?:s| you)(?: (?:so|very) much)? for watching|subscribe to (?:my|the|our) channel|字幕由.{0,40}(?:提供|制作)|请不吝点赞|ご視聴ありがとうございました|시청해 ?주셔서 감사합니다|amara\.org|Продолжение следует/iu;

/** As many equal segments in a row are a loop; people repeat themselves less. */
const loopLength = 4;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Loudness of a stretch, as the root mean square of its loudest part: 0 to 1. Null when it cannot be measured. */
export type Loudness = (startMs: number, endMs: number) => number | null;

/** About -60 dB of full scale: below the noise of a quiet room. */
const silence = 0.001;
/** About -40 dB: a phrase of the list is believed only above it. */
const quiet = 0.01;

const isUnheard = ({ startMs, endMs, text }: LocalSegment, loudness: Loudness): boolean => {
  const level = loudness(startMs, endMs);
  if (level === null) return false;
  return level < silence || (level < quiet && phrases.test(text));
};

/** All but the first segment of each loop. */
const loopsIn = (segments: readonly LocalSegment[]): ReadonlySet<LocalSegment> => {
  const repeated = new Set<LocalSegment>();
  let run: LocalSegment[] = [];
  for (const segment of segments) {
    if (run[0] === undefined || plain(run[0].text) !== plain(segment.text)) run = [];
    run.push(segment);
    if (run.length >= loopLength) for (const one of run.slice(1)) repeated.add(one);
  }
  return repeated;
};

/** The segments that somebody said. */
export const heardSegments = (
  segments: readonly LocalSegment[],
  loudness: Loudness,
): readonly LocalSegment[] => {
  const said = segments.filter((one) => !isMark(one.text) && !isUnheard(one, loudness));
  const loops = loopsIn(said);
  return said.filter((one) => !loops.has(one));
};
