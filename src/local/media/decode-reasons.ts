// Why ffmpeg cannot decode a file, in words. Its last line alone is rarely a reason: for a video without
// sound it is advice about its own command line.
import type { ChildFailed } from '../programs/child.js';
import type { Probe } from './probe.js';

/** No pattern sees more of ffmpeg's output than this. */
const mostChars = 2_048;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** `wav, audio pcm_s16le, 3.2 s` */
const seen = ({ format, streams, durationMs }: Probe): string =>
  [
    format ?? 'an unknown format',
    ...streams.map(({ type, codec }) => `${type} ${codec ?? 'of an unknown codec'}`),
    ...(durationMs === null ? [] : [seconds(durationMs)]),
  ].join(', ');

/** In the order in which they are checked; each by ffmpeg's own words. */
const patterns: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/:v:\d[^\n]{0,200}matches no streams/, 'the file has no video stream'],
  [/matches no streams/, 'the file has no audio stream'],
  [
    /Decoder \([^)]{0,80}\) not found|no decoder|Unknown decoder/i,
    'ffmpeg has no decoder for its codec',
  ],
  [
    /moov atom not found|End of file|partial file|truncat|premature/i,
    'the file is incomplete: its end is missing',
  ],
  [/Permission denied/, 'the service may not read the file'],
  [/No space left/, 'the disk of the service is full'],
  [
    /Invalid data found|could not find codec parameters/i,
    'the file is not media, or it is damaged',
  ],
];

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

/** One clause: the reason, and what ffprobe sees where there is a file to see. `found` is null without ffprobe. */
export const decodeReason = (
  { stderr, message }: Pick<ChildFailed, 'stderr' | 'message'>,
  bytes: number,
  found: Probe | null,
): string => {
  if (bytes === 0) return 'the file is empty';
  const text = stderr.slice(-mostChars);
  const known = patterns.find(([pattern]) => pattern.test(text))?.[1];
  const reason = known ?? (lastLine(text) || message);
  return found === null ? reason : `${reason} (ffprobe sees ${seen(found)})`;
};

/** Why a file has nothing to transcribe, from its header alone; null when it has an audio stream. */
export const audioProblem = (bytes: number, found: Probe): string | null => {
  if (bytes === 0) return 'the file is empty';
  if (found.format === null) return 'the file is not media, or it is damaged';
  const hasAudio = found.streams.some(({ type }) => type === 'audio');
  return hasAudio ? null : `the file has no audio stream (ffprobe sees ${seen(found)})`;
};
