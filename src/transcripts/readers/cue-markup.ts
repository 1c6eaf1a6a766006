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

const reference = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi;

/** Decodes the named references of WebVTT and XML, and numeric references. Other text is not changed. */
const decode = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(reference, (whole, dec, hex, name) => {
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

/** The tags of SRT that players know, and override blocks (`{\\an8}`). */
const srtTag = /<\/?(?:[ibus]|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}/gi;

/** A part of a cue's source: a tag, or the text between two tags. */
export interface MarkupPart {
  readonly text: string;
  readonly isTag: boolean;
}

/** The tags of a source text and the text between them, in order. Together they are the source. */
export function* markupParts(kind: 'srt' | 'vtt', source: string): Generator<MarkupPart> {
  let from = 0;
  for (const { index, 0: tag } of source.matchAll(kind === 'vtt' ? vttTag : srtTag)) {
    if (index > from) yield { text: source.slice(from, index), isTag: false };
    yield { text: tag, isTag: true };
    from = index + tag.length;
  }
  if (from < source.length) yield { text: source.slice(from), isTag: false };
}

/** WebVTT cue text (section 6.4): tags are removed; `<v Name>` and `<time>` describe the text after them. */
export const vttRuns = (source: readonly string[]): readonly Run[] => {
  const runs: Run[] = [];
  let speaker: string | null = null;
  let atMs: number | null = null;
  for (const { text, isTag } of markupParts('vtt', source.join('\n'))) {
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
  line.replaceAll(srtTag, '').replaceAll(/([<\\])\u2060/g, '$1');

/** The run of an SRT cue. The format has neither speakers nor word times. */
export const srtRuns = (source: readonly string[]): readonly Run[] => [
  { text: source.map(srtLine).join('\n'), speaker: null, atMs: null },
];

/** A visible character (or reference) of a text, and where it is in the text. */
export interface VisiblePiece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const references = /&(?:#\d{1,7}|#x[\da-f]{1,6}|\w+);/gi;
const joiners = /(?<=[<\\])\u2060/g;

/** What a text without tags shows, piece by piece. The word joiners of our SRT writer show nothing. */
export function* visiblePieces(kind: 'srt' | 'vtt', text: string): Generator<VisiblePiece> {
  let from = 0;
  for (const { index, 0: found } of text.matchAll(kind === 'vtt' ? references : joiners)) {
    if (index > from) yield { text: text.slice(from, index), start: from, end: index };
    from = index + found.length;
    if (kind === 'vtt') yield { text: decode(found), start: index, end: from };
  }
  if (from < text.length) yield { text: text.slice(from), start: from, end: text.length };
}
