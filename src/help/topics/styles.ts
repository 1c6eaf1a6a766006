// The styles of subtitles with their main limits.
import { styles, type Style } from '../../subtitles/index.js';
import type { Block } from '../layout.js';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`;

const speed = ({ maxCps, maxWpm }: Style): string[] => [
  ...(Number.isFinite(maxCps) ? [`${maxCps} characters per second`] : []),
  ...(Number.isFinite(maxWpm) ? [`${maxWpm} words per minute`] : []),
];

const limits = (style: Style): string => {
  if (style.oneCuePerSegment) return 'one cue per segment, no other change';
  const { maxLines, maxChars, minDurationMs, maxDurationMs } = style;
  const lines = `${maxLines} ${maxLines === 1 ? 'line' : 'lines'}`;
  const of = Number.isFinite(maxChars) ? ` of ${maxChars} columns` : '';
  const times = `${seconds(minDurationMs)} to ${seconds(maxDurationMs)}`;
  return [`${lines}${of}`, ...speed(style), times].join(', ');
};

export default (): readonly Block[] => [
  {
    title: null,
    entries: [
      {
        text: 'A style sets the length of lines, the reading speed and where cues and lines break. Without --style the script of the text chooses one.',
      },
    ],
  },
  { title: 'Styles', entries: styles.map((style) => ({ term: style.name, text: limits(style) })) },
  {
    title: 'Examples',
    entries: [
      { command: 'asrctl styles bbc' },
      { command: 'asrctl export "$id" --style bbc -o talk.srt' },
      { command: 'asrctl export "$id" --style netflix-en --max-chars 37 -o talk.srt' },
      { command: 'asrctl lint talk.srt --style netflix-en' },
    ],
  },
];
