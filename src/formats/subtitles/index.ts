// The subtitle and text formats: the only place that knows their names, extensions and media types.
// Media types: IANA's where registered (vtt, ttml, csv, tsv, txt, md, json); the others as players send them.
import type { SubtitleFormat } from './format.js';

const plain = { holds: 'cues', voices: false, overlap: false } as const;
const rich = { holds: 'cues', voices: true, overlap: true } as const;
const whole = { holds: 'transcript', voices: true, overlap: true } as const;
const chapters = { holds: 'chapters', voices: false, overlap: false } as const;

type Line = [SubtitleFormat['name'], string, string, Kind, SubtitleFormat['load']];
type Kind = Pick<SubtitleFormat, 'holds' | 'voices' | 'overlap'>;

const lines: readonly Line[] = [
  ['srt', 'srt', 'application/x-subrip', plain, () => import('./srt.js')],
  ['vtt', 'vtt', 'text/vtt', rich, () => import('./vtt.js')],
  ['ass', 'ass', 'text/x-ssa', rich, () => import('./ass.js')],
  ['ttml', 'ttml', 'application/ttml+xml', rich, () => import('./ttml.js')],
  ['lrc', 'lrc', 'text/x-lrc', plain, () => import('./lrc.js')],
  ['sbv', 'sbv', 'text/x-sbv', plain, () => import('./sbv.js')],
  ['csv', 'csv', 'text/csv', rich, () => import('./csv.js')],
  ['tsv', 'tsv', 'text/tab-separated-values', rich, () => import('./tsv.js')],
  ['txt', 'txt', 'text/plain', whole, () => import('./txt.js')],
  ['md', 'md', 'text/markdown', whole, () => import('./md.js')],
  ['json', 'json', 'application/json', whole, () => import('./json.js')],
  ['youtube-chapters', 'txt', 'text/plain', chapters, () => import('./youtube-chapters.js')],
];

/** Every format, in the order help shows them. */
export const subtitleFormats: readonly SubtitleFormat[] = lines.map(
  ([name, extension, mediaType, kind, load]) => ({ name, extension, mediaType, ...kind, load }),
);

/** The format of that name, or null. */
export const subtitleFormat = (name: string): SubtitleFormat | null =>
  subtitleFormats.find((format) => format.name === name) ?? null;

/** The format that a file name's extension implies (`talk.VTT` is vtt), or null. */
export const formatOfFile = (path: string): SubtitleFormat | null => {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
  return subtitleFormats.find((format) => format.extension === extension) ?? null;
};
