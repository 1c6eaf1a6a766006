// Two cues that are shown at the same time, and that are too short to follow each other, share one cue.
import type { Style } from '../styles/style.js';
import { columns } from '../text/width.js';
import { dialogueDash } from '../speakers.js';
import { visibleText } from './marked-text.js';
import type { SourceCue } from './source-cue.js';

/** The cue's only line with a dash, or null when it has several lines or does not fit. */
const turnOf = (cue: SourceCue, kind: 'srt' | 'vtt', style: Style): string | null => {
  const [line = ''] = cue.source;
  const dash = dialogueDash(style);
  const shown = visibleText(kind, line);
  const fits = columns(dash + shown, style.unit) <= style.maxChars;
  return cue.source.length === 1 && fits && !shown.startsWith('-') ? dash + line : null;
};

const shared = (a: SourceCue, b: SourceCue, kind: 'srt' | 'vtt', style: Style) => {
  if (a.endMs <= b.startMs || style.maxLines < 2) return null;
  const turns = [turnOf(a, kind, style), turnOf(b, kind, style)];
  const endMs = Math.max(a.endMs, b.endMs);
  if (turns.includes(null) || endMs - a.startMs > style.maxDurationMs) return null;
  return { ...a, endMs, source: turns.filter((turn) => turn !== null) };
};

/** Overlapping pairs of one line as one cue with a dash for each. Cues with a voice stay apart: formats stack them. */
export const sharedCues = (
  cues: readonly SourceCue[],
  kind: 'srt' | 'vtt',
  style: Style,
): SourceCue[] => {
  const out: SourceCue[] = [];
  for (let i = 0; i < cues.length; i += 1) {
    const a = cues[i] as SourceCue;
    const b = cues[i + 1];
    const hasVoice = /<v[.\s]/i.test(a.source.join('') + (b?.source.join('') ?? ''));
    const both = b === undefined || hasVoice ? null : shared(a, b, kind, style);
    out.push(both ?? a);
    if (both !== null) i += 1;
  }
  return out;
};
