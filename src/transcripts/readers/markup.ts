// What stands in a cue of a subtitle file, without its markup: lines as a viewer sees them, who speaks, when words begin.

/** A stretch of text by one speaker; `atMs` where an inline time stands right before it. */
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

/** The references WebVTT names, XML's, and numeric ones; anything else stays as it is written. */
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

/** WebVTT cue text (section 6.4): tags go, `<v Name>` and `<time>` are kept as facts about what follows. */
export const vttRuns = (source: readonly string[]): readonly Run[] => {
  const runs: Run[] = [];
  let speaker: string | null = null;
  let atMs: number | null = null;
  for (const [token] of source.join('\n').matchAll(/<[^>]*>?|[^<]+/g)) {
    if (!token.startsWith('<')) {
      runs.push({ text: decode(token), speaker, atMs });
      atMs = null;
      continue;
    }
    const tag = token.replace(/^<|>$/g, '').trim();
    const voice = /^v(?:\.\S*)?\s+([^]+)$/.exec(tag)?.[1];
    if (voice !== undefined) speaker = decode(voice).replaceAll(/\s+/g, ' ').trim() || null;
    else if (/^\/v\b/.test(tag)) speaker = null;
    else atMs = timeOf(tag) ?? atMs;
  }
  return runs;
};

/** SRT text: the tags that players know and override blocks go, and so do the word joiners our writer puts in. */
const srtLine = (line: string): string =>
  line
    .replaceAll(/<\/?(?:[ibus]|font)(?:\s[^<>]*)?>/gi, '')
    .replaceAll(/\{\\[^{}]*\}/g, '')
    .replaceAll(/([<\\])\u2060/g, '$1');

/** The runs of an SRT cue: one, without speaker or times, since the format has neither. */
export const srtRuns = (source: readonly string[]): readonly Run[] => [
  { text: source.map(srtLine).join('\n'), speaker: null, atMs: null },
];
