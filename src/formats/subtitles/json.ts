// The transcript document (schemas/transcript.json). Exported again, it gives the same bytes.
import type { Segment } from '../../transcripts/transcript.js';
import type { SubtitleOptions, Track } from './format.js';

/** Every field, in a fixed order, so that equal transcripts are equal bytes. */
const document = ({ startMs, endMs, text, speaker, channel, words }: Segment): unknown => ({
  startMs,
  endMs,
  text,
  speaker,
  channel,
  words: words.map((w) => ({
    startMs: w.startMs,
    endMs: w.endMs,
    text: w.text,
    estimated: w.estimated,
  })),
});

/** One segment per line: long files stay readable, and a diff shows the segments that differ. */
export function* write({ transcript }: Track, { language }: SubtitleOptions): Iterable<string> {
  const head = {
    schemaVersion: 1,
    language: transcript.language ?? language,
    languageConfidence: transcript.languageConfidence,
    timing: transcript.timing,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"segments":[`;
  let before = '\n';
  for (const segment of transcript.segments) {
    yield before + JSON.stringify(document(segment));
    before = ',\n';
  }
  yield before === '\n' ? ']}\n' : '\n]}\n';
}
