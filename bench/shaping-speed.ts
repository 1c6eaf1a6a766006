// The cost of shaping: CPU time per word for 10,000 to 1,000,000 words, and the peak memory.
// The transcript is created before the measurement starts, but its memory is included.
import { transcriptOf, type Segment, type Transcript } from '../src/transcripts/transcript.js';
import { shape, styleFor } from '../src/subtitles/index.js';
import { alice, home, spoken } from './shaping-texts.js';

/** The transcript repeated up to the given number of words. */
const repeated = (once: Transcript, words: number): Transcript => {
  const segments: Segment[] = [];
  let count = 0;
  let shift = 0;
  while (count < words) {
    for (const segment of once.segments) {
      if (count >= words) break;
      count += segment.words.length;
      const shiftedWords = segment.words.map(({ startMs, endMs, text, estimated }) => ({
        startMs: startMs + shift,
        endMs: endMs + shift,
        text,
        estimated,
      }));
      const { startMs, endMs, text } = segment;
      const times = { startMs: startMs + shift, endMs: endMs + shift };
      segments.push({ ...times, text, speaker: null, channel: null, words: shiftedWords });
    }
    shift = (segments.at(-1)?.endMs ?? 0) + 700;
  }
  return transcriptOf(segments, once.language);
};

/** CPU milliseconds (user and system, with garbage collection) and cues of one call. */
const measured = (transcript: Transcript): { cpuMs: number; cues: number } => {
  const style = styleFor(null, transcript);
  const before = process.cpuUsage();
  const { cues } = shape(transcript, style);
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, cues: cues.length };
};

/** The median of five runs; one run of 10,000 words mostly measures the compiler. One run for a million words. */
const typical = (transcript: Transcript, words: number): { cpuMs: number; cues: number } => {
  const runs = Array.from({ length: words < 1_000_000 ? 5 : 1 }, () => measured(transcript));
  return runs.sort((a, b) => a.cpuMs - b.cpuMs)[runs.length >> 1] ?? measured(transcript);
};

console.log('| language | words | cues | CPU s | µs a word | peak memory MiB |');
console.log('|---|---|---|---|---|---|');
for (const [language, text] of [
  ['en', alice],
  ['zh', home],
] as const) {
  const once = spoken(text, language);
  measured(repeated(once, 30_000));
  for (const words of [10_000, 100_000, 1_000_000]) {
    const { cpuMs, cues } = typical(repeated(once, words), words);
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    const each = ((cpuMs * 1000) / words).toFixed(2);
    console.log(
      `| ${[language, words, cues, (cpuMs / 1000).toFixed(2), each, peak].join(' | ')} |`,
    );
  }
}
