// A transcript as running text, for txt and md: a paragraph ends at a pause or a change of speaker.
import {
  withChannelSpeakers,
  type Segment,
  type Transcript,
} from '../../transcripts/transcript.js';
import { moveClosingMarks } from '../../subtitles/repair/closing-marks.js';
import { joinLines } from '../../subtitles/join-lines.js';
import { cleanLine } from './text.js';

interface Paragraph {
  readonly startMs: number;
  readonly speaker: string | null;
  /** One line, clean, not empty. */
  readonly text: string;
}

/** A pause of this length starts a paragraph (our choice: longer than BBC's 1.5 s between two subtitles). */
const pauseMs = 2000;

/** The paragraphs of a transcript in its order; segments without text are skipped. */
export const paragraphsOf = ({ segments }: Transcript): Paragraph[] => {
  const paragraphs: Paragraph[] = [];
  let open: Segment[] = [];
  const close = (): void => {
    const [first] = open;
    if (first) paragraphs.push(paragraph(first, open));
    open = [];
  };
  for (const segment of moveClosingMarks(withChannelSpeakers(segments))) {
    if (cleanLine(segment.text) === '') continue;
    const last = open.at(-1);
    if (last && (last.speaker !== segment.speaker || segment.startMs - last.endMs >= pauseMs))
      close();
    open.push(segment);
  }
  close();
  return paragraphs;
};

const paragraph = (first: Segment, segments: readonly Segment[]): Paragraph => ({
  startMs: first.startMs,
  speaker: first.speaker === null ? null : cleanLine(first.speaker) || null,
  text: joinLines(segments.map((segment) => cleanLine(segment.text))),
});
