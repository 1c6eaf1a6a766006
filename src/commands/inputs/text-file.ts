// A text file as text, in UTF-8 or UTF-16.
import { isUtf8 } from 'node:buffer';
import { open, readFile } from 'node:fs/promises';
import { CliError, Exit, usageError } from '../../errors.js';

/** The kind of UTF-16: by its byte order mark, else by the zero byte of its first character (RFC 4627, section 3). */
const utf16Of = (bytes: Buffer): 'utf-16le' | 'utf-16be' | null => {
  const [first = 1, second = 1] = bytes;
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second > 0) ? 'utf-16be' : null;
};

/** How media files begin: RIFF (WAV, AVI), ID3 and MPEG audio, MP4 and MOV, Ogg, FLAC, Matroska and WebM, AMR, ASF, SILK. */
const mediaMarks: readonly RegExp[] = [
  /^RIFF/,
  /^ID3/,
  /^\xff[\xe2-\xfb]/,
  /^.{4}ftyp/s,
  /^OggS/,
  /^fLaC/,
  /^\x1a\x45\xdf\xa3/,
  /^#!AMR/,
  /^\x30\x26\xb2\x75/,
  /^\x02?#!SILK/,
];

/** Whether a file begins as a recording does; false for one that cannot be read. */
export const isRecording = async (path: string): Promise<boolean> => {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    const begin = buffer.toString('latin1', 0, bytesRead);
    return mediaMarks.some((mark) => mark.test(begin));
  } catch {
    return false;
  } finally {
    await file.close();
  }
};

/** The text of a file: UTF-8 or UTF-16. Throws exit 3 if there is no file, 1 without permission, 2 for another encoding. */
export const readText = async (path: string, shown: string): Promise<string> => {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const denied = error.code === 'EACCES' || error.code === 'EPERM';
    throw new CliError(
      denied ? Exit.error : error.code === 'EISDIR' ? Exit.usage : Exit.notFound,
      denied
        ? `Could not read "${shown}": permission denied`
        : error.code === 'EISDIR'
          ? `"${shown}" is a folder`
          : `There is no file "${shown}"`,
      { hint: 'Check the path.' },
    );
  });
  const wide = utf16Of(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw usageError(
    `"${shown}" is not UTF-8 text`,
    'Convert it first, for example: iconv -f GB18030 -t UTF-8.',
  );
};
