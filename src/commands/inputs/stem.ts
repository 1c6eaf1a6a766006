// File names from titles, addresses and paths that somebody else chose.
import { basename, isAbsolute } from 'node:path';

// Windows refuses these names with any extension; the rest of the rules are those of its file systems.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name may have 255 bytes: these leave room for a job's id, `.chapters` and an extension.
 */
const most = { characters: 80, bytes: 180 };

/** Cut between characters as a person sees them. */
const shortened = (text: string): string => {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const longer = short + segment;
    if (Array.from(longer).length > most.characters || Buffer.byteLength(longer) > most.bytes)
      break;
    short = longer;
  }
  return short;
};

/**
 * A text from outside as a base name that is safe everywhere: no path, no control characters,
 * no leading dot or dash, at most 80 characters and 180 bytes. `fallback` if nothing remains.
 */
export const safeBase = (title: string, fallback: string): string => {
  const plain = title
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.-]+/, '');
  const fits = plain.length <= most.characters && Buffer.byteLength(plain) <= most.bytes;
  const short = (fits ? plain : shortened(plain)).replace(/(?<![\s.])[\s.]+$/, '');
  if (short === '') return fallback === '' ? 'transcript' : safeBase(fallback, '');
  return reserved.test(short.split('.')[0] ?? '') ? `_${short}` : short;
};

/**
 * A job's title as a base name; a title that was a file's name loses its extension. Null without one, and for the
 * title that IMS gives to jobs without a title.
 */
export const stemOfTitle = (title: string | null): string | null => {
  const plain = (title ?? '').replace(/\.[a-z][a-z0-9]{1,4}$/i, '');
  return plain === '' || plain.startsWith('default_title_') ? null : safeBase(plain, 'transcript');
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const lastPart = (media: string): string => {
  const [path = ''] = /^[a-z][a-z0-9+.-]*:\/\//i.test(media) ? media.split(/[?#]/) : [media];
  const last = basename(path.replace(/(?<!\/)\/+$/, ''));
  return isAbsolute(media) ? last : decoded(last);
};

/** A title for media: the file's name with its extension, on one line. Null for a media id, which says nothing. */
export const nameOfMedia = (media: string): string | null => {
  const name = lastPart(media)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return name === '' || /^[0-9a-f]{32}$/i.test(name) ? null : name;
};

/** What media are called: `talk` for `a/talk.wav` or `oss://bucket/a/talk.wav?x`. Null for a media id, which says nothing. */
export const stemOf = (media: string): string | null => {
  const plain = lastPart(media).replace(/\.\w{1,5}$/, '');
  return plain === '' || /^[0-9a-f]{32}$/i.test(plain) ? null : safeBase(plain, 'transcript');
};
