// Removes the markup of a cue in a subtitle file and keeps its facts: visible lines, speakers, word times.

/** Text of one speaker; `atMs` is the inline time directly before it, or null. */
export interface Run {
  readonly text: string;
  readonly speaker: string | null;
  readonly atMs: number | null;
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  lrm: '\u200E',
  rlm: '\u200F',
};

/** Decodes the named references of WebVTT and XML, and numeric references. Other text is not changed. */
const decode = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, dec, hex, name) => {
        if (name !== undefined) return named[String(name)] ?? whole;
        const code = dec === undefined ? Number.parseInt(String(hex), 16) : Number(dec);
        return code === 0 || code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
      })
    : text;

const inlineTime = /^(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})$/;

const timeOf = (tag: string): number | null => {
  const match = inlineTime.exec(tag);
  if (!match) return null;
  const [, hours = '0', minutes, seconds, ms] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
};

/**
 * The tags that cues have: those of WebVTT section 6.4 with their classes, times, and the tags of SRT that converters
 * leave. Everything else is text: whisper, stable-ts and ffmpeg write `<` unescaped ("if x<5 then y>3").
 */
const vttTag =
  /<(?:\/?(?:c|[ibus]|ruby|rt)(?:\.[^\s<>&]+)?|\/?font(?:\s[^<>]*)?|\/?(?:v|lang)(?:\.[^\s<>&]+)?(?:\s[^<>]*)?|(?:\d+:)?\d{2}:\d{2}\.\d{3})>/gi;

/** The tags of a text and the text between them, in order. */
function* vttParts(text: string): Generator<{ readonly text: string; readonly isTag: boolean }> {
  let from = 0;
  for (const { index, 0: tag } of text.matchAll(vttTag)) {
    if (index > from) yield { text: text.slice(from, index), isTag: false };
    yield { text: tag, isTag: true };
    from = index + tag.length;
  }
  if (from < text.length) yield { text: text.slice(from), isTag: false };
}

/** WebVTT cue text (section 6.4): tags are removed; `<v Name>` and `<time>` describe the text after them. */
export const vttRuns = (source: readonly string[]): readonly Run[] => {
  const runs: Run[] = [];
  let speaker: string | null = null;
  let atMs: number | null = null;
  for (const { text, isTag } of vttParts(source.join('\n'))) {
    if (!isTag) {
      runs.push({ text: decode(text), speaker, atMs });
      atMs = null;
      continue;
    }
    const tag = text.slice(1, -1).trim();
    const voice = /^v(?:\.\S*)?\s+([^]+)$/i.exec(tag)?.[1];
    if (voice !== undefined) speaker = decode(voice).replaceAll(/\s+/g, ' ').trim() || null;
    else if (/^\/v\b/i.test(tag)) speaker = null;
    else atMs = timeOf(tag) ?? atMs;
  }
  return runs;
};

/** SRT text without the tags that players know, override blocks, and the word joiners that our writer inserts. */
const srtLine = (line: string): string =>
  line
    .replaceAll(/<\/?(?:[ibus]|font)(?:\s[^<>]*)?>/gi, '')
    .replaceAll(/\{\\[^{}]*\}/g, '')
    .replaceAll(/([<\\])\u2060/g, '$1');

/** The run of an SRT cue. The format has neither speakers nor word times. */
export const srtRuns = (source: readonly string[]): readonly Run[] => [
  { text: source.map(srtLine).join('\n'), speaker: null, atMs: null },
];
