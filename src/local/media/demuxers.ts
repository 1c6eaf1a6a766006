// The container formats that ffmpeg may detect. Some are lists of other files (playlists, numbered
// pictures): such a file inside an allowed folder can name files outside it, and
// `-protocol_whitelist file` does not prevent that. They hold no audio themselves, so nothing is lost.
import type { Argv } from '../../argv.js';

// By name in `ffmpeg -demuxers`; what each opens besides its own file was read in libavformat's
// sources: segments (hls, dash, imf, concat), streams (sdp, rtp, rtsp, sap), pictures by pattern
// (image2), sidecars (vobsub, mlv), scripts (avisynth, vapoursynth, lavfi), disc folders (dvdvideo).
const opensOthers = new Set([
  'applehttp',
  'avisynth',
  'concat',
  'dash',
  'dvdvideo',
  'hls',
  'image2',
  'imf',
  'lavfi',
  'mlv',
  'rtp',
  'rtsp',
  'sap',
  'sdp',
  'vapoursynth',
  'vobsub',
  'webm_dash_manifest',
]);

/** Names out of the lines of `ffmpeg -demuxers` (` D  mov,mp4,m4a  QuickTime / MOV`), in the form of `-format_whitelist`. */
export const selfContained = (lines: readonly string[]): string =>
  lines
    .map((line) => /^ D[ E][ d]? ?(\S+) /.exec(line)?.[1] ?? '')
    .filter((names) => names !== '' && !names.split(',').some((name) => opensOthers.has(name)))
    .join(',');

/** From this ffmpeg: every build has its own set of containers. Throws ChildFailed when it does not run. */
export const safeFormats = async (
  run: (argv: Argv) => AsyncIterable<string>,
  ffmpeg: string,
): Promise<string> => {
  const lines: string[] = [];
  for await (const line of run([ffmpeg, '-hide_banner', '-demuxers'])) lines.push(line);
  return selfContained(lines);
};
