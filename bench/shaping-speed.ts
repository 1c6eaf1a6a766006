// The cost of shaping: CPU per word from 10,000 words to 1,000,000, and the memory of the largest.
// The transcript itself (text, times) is made before the clock starts and counts to the memory.
import { transcriptOf, type Segment, type Transcript } from '../src/transcripts/transcript.js';
import { shape, styleFor } from '../src/subtitles/index.js';
import { alice, home, spoken } from './shaping-texts.js';

/** The text repeated until it has that many words. */
const repeated = (once: Transcript, words: number): Transcript => {
  const segments: Segment[] = [];
  let count = 0;
  let shift = 0;
  while (count < words) {
    for (const segment of once.segments) {
      if (count >= words) break;
      count += segment.words.length;
      const moved = segment.words.map(({ startMs, endMs, text, estimated }) => ({
        startMs: startMs + shift,
        endMs: endMs + shift,
        text,
        estimated,
      }));
      const { startMs, endMs, text } = segment;
      const times = { startMs: startMs + shift, endMs: endMs + shift };
      segments.push({ ...times, text, speaker: null, channel: null, words: moved });
    }
    shift = (segments.at(-1)?.endMs ?? 0) + 700;
  }
  return transcriptOf(segments, once.language);
};

/** CPU milliseconds (user and system, garbage collection with it) and cues of one shaping. */
const measured = (transcript: Transcript): { cpuMs: number; cues: number } => {
  const style = styleFor(null, transcript);
  const before = process.cpuUsage();
  const { cues } = shape(transcript, style);
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, cues: cues.length };
};

/** The median of five runs for small counts: a single run of 10,000 words is mostly compilation. */
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
