// The registry of subtitle and text formats: their names, extensions and abilities.
import type { SubtitleFormat } from './format.js';

const plain = { holds: 'cues', voices: false, overlap: false } as const;
const rich = { holds: 'cues', voices: true, overlap: true } as const;
const whole = { holds: 'transcript', voices: true, overlap: true } as const;
const chapters = { holds: 'chapters', voices: false, overlap: false } as const;

type Line = [name: string, extension: string, Kind, SubtitleFormat['load']];
type Kind = Pick<SubtitleFormat, 'holds' | 'voices' | 'overlap'>;

const lines: readonly Line[] = [
  ['srt', 'srt', plain, () => import('./srt.js')],
  ['vtt', 'vtt', rich, () => import('./vtt.js')],
  ['ass', 'ass', rich, () => import('./ass.js')],
  ['ttml', 'ttml', rich, () => import('./ttml.js')],
  ['lrc', 'lrc', plain, () => import('./lrc.js')],
  ['sbv', 'sbv', plain, () => import('./sbv.js')],
  ['csv', 'csv', rich, () => import('./csv.js')],
  ['tsv', 'tsv', rich, () => import('./tsv.js')],
  ['txt', 'txt', whole, () => import('./txt.js')],
  ['md', 'md', whole, () => import('./md.js')],
  ['json', 'json', whole, () => import('./json.js')],
  ['youtube-chapters', 'txt', chapters, () => import('./youtube-chapters.js')],
];

/** Every format, in the order of help. */
export const subtitleFormats: readonly SubtitleFormat[] = lines.map(
  ([name, extension, kind, load]) => ({ name, extension, ...kind, load }),
);

/** The format of that name, or null. */
export const subtitleFormat = (name: string): SubtitleFormat | null =>
  subtitleFormats.find((format) => format.name === name) ?? null;

/** The format that a file name's extension implies (`talk.VTT` is vtt), or null. */
export const formatOfFile = (path: string): SubtitleFormat | null => {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
  return subtitleFormats.find((format) => format.extension === extension) ?? null;
};
