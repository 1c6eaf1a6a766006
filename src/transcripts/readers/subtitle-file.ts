// Reads SRT and WebVTT into cues, as tolerantly as players do, and records what a strict parser would reject.
// Line ends, BOM and NUL follow the WebVTT standard (www.w3.org/TR/webvtt1/ section 6.1). SRT has no standard, so
// real files decide: missing indices, comma or dot, blank lines inside a cue, float milliseconds.

/** A cue as it is in a file. Times are whole milliseconds and not checked: they may be negative or run backwards. */
export interface FileCue {
  readonly startMs: number;
  readonly endMs: number;
  /** Its text with markup, without blank lines. May be empty. */
  readonly source: readonly string[];
  /** Line of the file with its times, from 1. */
  readonly line: number;
  /** Last line of its text, from 1; the line of its times when it has none. */
  readonly lastLine: number;
}

/** A line that a strict parser rejects. `lost` is true when this reader left text out, too. */
export interface FormatProblem {
  readonly line: number;
  readonly message: string;
  readonly lost: boolean;
}

export interface SubtitleFile {
  readonly kind: 'srt' | 'vtt';
  readonly cues: readonly FileCue[];
  readonly problems: readonly FormatProblem[];
}

const time = String.raw`(-?)(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[,.:]\s?(\d+)(\.\d+)?)?`;
const timing = new RegExp(String.raw`^\s*${time}\s*-{1,3}>\s*${time}(?:\s.*)?$`);
const strictTime = {
  srt: String.raw`\d{2,}:[0-5]\d:[0-5]\d,\d{3}`,
  vtt: String.raw`(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}`,
};
const strictTiming = {
  srt: new RegExp(`^${strictTime.srt} --> ${strictTime.srt}$`),
  vtt: new RegExp(String.raw`^${strictTime.vtt}[ \t]+-->[ \t]+${strictTime.vtt}(?:[ \t].*)?$`),
};

/** Milliseconds of the matched parts. Some real files contain `,69.52`: unpadded milliseconds as a float. */
const milliseconds = (parts: readonly (string | undefined)[]): number => {
  const [sign, hours = '0', minutes = '0', seconds = '0', fraction = '0', float = ''] = parts;
  const ms = float === '' ? Number(fraction.slice(0, 3)) : Math.round(Number(fraction + float));
  const total = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms;
  return sign === '-' ? -total : total;
};

const timesOf = (line: string): { startMs: number; endMs: number } | null => {
  if (!line.includes('>')) return null;
  const match = timing.exec(line);
  if (!match) return null;
  return { startMs: milliseconds(match.slice(1, 7)), endMs: milliseconds(match.slice(7, 13)) };
};

const isBlank = (line: string): boolean => line.trim() === '';

/** WebVTT: the text ends at a blank line or at the next line with an arrow. All other lines are header, id or note. */
const vttEnd = (lines: readonly string[], from: number): number => {
  let end = from;
  while (end < lines.length && lines[end] !== '' && !lines[end]?.includes('-->')) end += 1;
  return end;
};

/** SRT: the text ends at the next line with times, without the index directly before it. */
const srtEnd = (lines: readonly string[], from: number, next: number): number => {
  const indexed = next < lines.length && next > from && /^\s*\d+\s*$/.test(lines[next - 1] ?? '');
  return indexed ? next - 1 : next;
};

const unreadable = 'times that cannot be read';

/**
 * The cues of an SRT or WebVTT text, in the order of the file. A text that starts with `WEBVTT` is WebVTT, any
 * other text is SRT. A text without cues gives an empty list. Never throws.
 */
export const readSubtitleFile = (text: string): SubtitleFile => {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '\uFFFD')
    .split(/\r\n|\r|\n/);
  const kind = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '') ? 'vtt' : 'srt';
  const starts: { at: number; startMs: number; endMs: number }[] = [];
  const problems: FormatProblem[] = [];
  for (const [at, line] of lines.entries()) {
    const times = timesOf(line);
    if (times) starts.push({ at, ...times });
    const problem = problemOf(kind, line, times !== null);
    if (problem) problems.push({ line: at + 1, ...problem });
  }
  const cues = starts.map(({ at, startMs, endMs }, i): FileCue => {
    const next = starts[i + 1]?.at ?? lines.length;
    let end = kind === 'vtt' ? vttEnd(lines, at + 1) : srtEnd(lines, at + 1, next);
    const source = lines.slice(at + 1, end).filter((line) => !isBlank(line));
    while (end > at + 1 && isBlank(lines[end - 1] ?? '')) end -= 1;
    return { startMs, endMs, source, line: at + 1, lastLine: end };
  });
  const last = cues.at(-1);
  if (last?.source.length === 0)
    problems.push({
      line: last.line,
      message: 'a last cue without text; the file may be truncated',
      lost: false,
    });
  return { kind, cues, problems };
};

const problemOf = (
  kind: 'srt' | 'vtt',
  line: string,
  read: boolean,
): Omit<FormatProblem, 'line'> | null => {
  if (!line.includes('>') || strictTiming[kind].test(line.trimEnd())) return null;
  if (read) return { message: 'times in a form that strict parsers reject', lost: false };
  if (!line.includes('-->')) return null;
  // In SRT such a line is text of the cue before it. In WebVTT the cue is lost.
  return kind === 'vtt'
    ? { message: unreadable, lost: true }
    : {
        message: /\d-->|\d\s+-->\s+\d/.test(line) ? unreadable : 'an arrow in the text',
        lost: false,
      };
};
