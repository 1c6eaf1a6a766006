// The flat `Result` text: one line a sentence, `[m:s.mmm,m:s.mmm] text`, as the documentation's
// samples show it and with the variations that the same engine family is known to write.

export interface TimedText {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** The third field: number of the channel or the speaker; null where there is none. */
  readonly number: number | null;
}

const time = String.raw`(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)`;
const prefix = new RegExp(String.raw`^[ \t]*\[${time},${time}(?:,(\d+))?\][ \t]*`);

// Line ends that were escaped twice. A character reference is always a line end. Backslash and n are one
// only before the times of a new line or at the very end, because a text may contain them.
const escapedEnds = /&#(?:x0*a|0*10|x0*d|0*13);/gi;
const writtenEnds = /\\n(?=(?:\\n|\s)*(?:$|\[[\d:]+(?:\.\d+)?,))/g;

const msOf = (
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
) =>
  Math.round((Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000);

const readLine = (line: string): TimedText | null => {
  const found = prefix.exec(line);
  if (found === null) return null;
  const startMs = msOf(found[1], found[2], found[3]);
  return {
    startMs,
    endMs: Math.max(startMs, msOf(found[4], found[5], found[6])),
    text: line.slice(found[0].length).trim(),
    number: found[7] === undefined ? null : Number(found[7]),
  };
};

/**
 * Reads a Result text. A line without times continues the sentence before it; without any
 * times the whole text is one sentence from 0 to `audioMs`. Only blank lines and sentences
 * without text are left out.
 */
export const readResultText = (result: string, audioMs: number): TimedText[] => {
  const text = result.replace(escapedEnds, '\n').replace(writtenEnds, '\n');
  const lines: TimedText[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const timed = readLine(line);
    const last = lines.at(-1);
    if (timed !== null) lines.push(timed);
    else if (line.trim() !== '' && last !== undefined) {
      lines[lines.length - 1] = { ...last, text: `${last.text} ${line.trim()}`.trim() };
    } else if (line.trim() !== '') {
      lines.push({ startMs: 0, endMs: audioMs, text: line.trim(), number: null });
    }
  }
  return lines.filter((line) => line.text !== '');
};
