// `lint --fix`: repair only. The checks read the files with the reader of the program and compare bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairedFile } from '../../../src/formats/repair/repaired-file.js';
import { clockMs } from '../../../src/formats/subtitles/clock.js';
import { unifiedDiff } from '../../../src/formats/repair/unified-diff.js';
import { lintCues, repairCues, styleFor, visibleCue } from '../../../src/subtitles/index.js';
import { blocksOf, linesOfBlock } from '../../../src/transcripts/readers/subtitle-blocks.js';
import { readSubtitleFile } from '../../../src/transcripts/readers/subtitle-file.js';

const style = styleFor('netflix-en', { segments: [] });

const fix = (text: string, used = style) => {
  const read = readSubtitleFile(text);
  const sources = read.cues.map((cue, from) => ({ ...cue, from }));
  const file = repairedFile(text, read, repairCues(sources, read.kind, used, null));
  return { ...file, text: file.passages.flatMap(({ after }) => after).join('') };
};

const findings = (text: string) => {
  const read = readSubtitleFile(text);
  const cues = read.cues.map((cue) => visibleCue(cue, read.kind));
  return { read, cues, found: lintCues(cues, style) };
};

const letters = (text: string): string =>
  findings(text)
    .cues.toSorted((a, b) => a.startMs - b.startMs)
    .flatMap(({ lines }) => lines)
    .join('')
    .replaceAll(/[^\p{L}\d]/gu, '');

interface Drawn {
  readonly gap: number;
  readonly length: number;
  readonly lines: readonly string[];
}

const srt = (cues: readonly Drawn[]): string => {
  let at = 1000;
  return cues
    .map(({ gap, length, lines }, i) => {
      const startMs = Math.max(0, at + gap);
      at = startMs + length;
      return `${i + 1}\n${clockMs(startMs, ',')} --> ${clockMs(at, ',')}\n${lines.join('\n')}\n`;
    })
    .join('\n');
};

const word = fc.constantFrom(
  'I',
  'go',
  'there',
  '<i>with</i>',
  'everybody',
  '{\\an8}',
  'x<5',
  'end.',
);
const line = fc
  .array(word, { minLength: 1, maxLength: 14 })
  .map((words) => `so ${words.join(' ')}`);
const cue = fc.record({
  gap: fc.constantFrom(0, 40, 84, 200, 500, 2000, 2000, 2000, -300),
  length: fc.constantFrom(20, 700, 1500, 3000, 3000, 3000, 9000),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
});
const file = fc.array(cue, { minLength: 1, maxLength: 6 }).map(srt);

describe('a repair', () => {
  it('keeps every letter, in the order of time', () => {
    fc.assert(
      fc.property(file, (text) => {
        expect(letters(fix(text).text)).toBe(letters(text));
      }),
    );
  });

  it('never adds a line that is too long', () => {
    fc.assert(
      fc.property(file, (text) => {
        const once = fix(text).text;
        const kinds = (found: ReturnType<typeof findings>['found']) =>
          found.filter(({ rule }) => ['width', 'lines', 'empty'].includes(rule)).length;
        expect(kinds(findings(once).found)).toBeLessThanOrEqual(kinds(findings(text).found));
      }),
    );
  });

  it('leaves a cue byte-identical when neither it nor the next one breaks a rule', () => {
    fc.assert(
      fc.property(file, (text) => {
        const { read, found, cues } = findings(text);
        fc.pre(cues.every(({ startMs }, i) => startMs >= (cues[i - 1]?.startMs ?? 0)));
        const broken = new Set(found.map((one) => one.cue - 1));
        const after = fix(text).text;
        const unnumbered = (lines: readonly string[]): string => lines.slice(1).join('').trimEnd();
        const written = new Set(
          blocksOf(after, readSubtitleFile(after)).blocks.map((b) => unnumbered(linesOfBlock(b))),
        );
        for (const [i, block] of blocksOf(text, read).blocks.entries()) {
          if (broken.has(i) || broken.has(i + 1)) continue;
          expect(written).toContain(unnumbered(linesOfBlock(block)));
        }
      }),
    );
  });

  it('is the whole file when applied as the diff that is shown', () => {
    fc.assert(
      fc.property(file, (text) => {
        const { passages, text: after } = fix(text);
        const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        const out: string[] = [];
        const kept: [string, string | undefined][] = [];
        let at = 0;
        for (const row of [...unifiedDiff(['a', 'b'], passages)].slice(1)) {
          const hunk = /^@@ -(\d+),(\d+)/.exec(row);
          if (hunk) {
            const from = Number(hunk[1]) - (Number(hunk[2]) > 0 ? 1 : 0);
            out.push(...lines.slice(at, from));
            at = from;
          } else {
            if (!row.startsWith('+')) kept.push([row.slice(1), lines[at]]);
            if (!row.startsWith('-')) out.push(row.slice(1));
            if (!row.startsWith('+')) at += 1;
          }
        }
        expect(kept.map(([shown]) => shown)).toEqual(kept.map(([, line]) => line));
        expect([...out, ...lines.slice(at)].join('')).toBe(after);
      }),
    );
  });
});

describe('the smallest change', () => {
  const one = (times: string, ...text: string[]): string => `1\n${times}\n${text.join('\n')}\n`;
  const only = '00:00:01,000 --> 00:00:05,000';
  it.each([
    ['nothing', one(only, 'Fine.'), one(only, 'Fine.')],
    [
      'a line break, with the markup around it',
      one(only, '{\\an8}<i>This line is a good deal longer than forty-two columns.</i>'),
      one(only, '{\\an8}<i>This line is a good deal longer', 'than forty-two columns.</i>'),
    ],
    [
      'a later end',
      one('00:00:01,000 --> 00:00:01,200', 'Hi.'),
      one('00:00:01,000 --> 00:00:01,834', 'Hi.'),
    ],
    [
      'an earlier end',
      one('00:00:01,000 --> 00:00:09,000', 'Hi.'),
      one('00:00:01,000 --> 00:00:08,000', 'Hi.'),
    ],
    [
      'a gap before the next cue',
      `${one(only, 'One.')}\n2\n00:00:05,000 --> 00:00:07,000\nTwo.\n`,
      `${one('00:00:01,000 --> 00:00:04,916', 'One.')}\n2\n00:00:05,000 --> 00:00:07,000\nTwo.\n`,
    ],
    [
      'two cues in place of one, with tags closed and opened again, and numbers after it',
      `${one('00:00:01,000 --> 00:00:07,000', '{\\an8}<i>This line is a good deal longer than forty-two columns, and nobody can read it here, nor there.</i>')}\n2\n00:00:08,000 --> 00:00:10,000\nTwo.\n`,
      `1\n00:00:01,000 --> 00:00:04,416\n{\\an8}<i>This line is a good deal longer\nthan forty-two columns,</i>\n\n2\n00:00:04,500 --> 00:00:07,000\n{\\an8}<i>and nobody can read it here, nor there.</i>\n\n3\n00:00:08,000 --> 00:00:10,000\nTwo.\n`,
    ],
    [
      'one cue with a dash for each speaker, when both speak at once',
      `${one('00:00:01,000 --> 00:00:02,500', 'Do you really think so?')}\n2\n00:00:01,016 --> 00:00:02,500\nNo!\n`,
      `${one('00:00:01,000 --> 00:00:02,500', '- Do you really think so?', '- No!')}\n`,
    ],
    ['strict times', one('0:00:01.000 -> 0:00:05,000', 'Fine.'), one(only, 'Fine.')],
    [
      'CRLF',
      one(only, 'Fine.').replaceAll('\n', '\r\n'),
      one(only, 'Fine.').replaceAll('\n', '\r\n'),
    ],
  ])('%s', (_, before, after) => {
    expect(fix(before).text).toBe(after);
    expect(fix(after).text).toBe(after);
  });
});
