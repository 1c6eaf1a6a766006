// The lines of a program's output, within bounds: hours of speech are never held at once, and a program
// that prints without end is stopped.
import type { Readable } from 'node:stream';

/** A program that writes more than a result can be. `message` follows the program's name. */
export class OutputTooLarge extends Error {
  override readonly name = 'OutputTooLarge';
}

/** A line holds a sentence with its words; a document on one line, a day of speech. */
const longestLine = 1_048_576;
/** A day of speech with word times takes about 20 MB. */
const mostBytes = 64 * 1_048_576;

const checkLine = (line: string): void => {
  if (line.length > longestLine) throw new OutputTooLarge('printed a line longer than 1 MB');
};

/** Without line ends. Throws OutputTooLarge; ends when the stream is destroyed. */
export async function* boundedLines(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let rest = '';
  let bytes = 0;
  try {
    for await (const piece of stream as AsyncIterable<string>) {
      bytes += Buffer.byteLength(piece);
      if (bytes > mostBytes) throw new OutputTooLarge('printed more than 64 MB');
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        checkLine(line);
        yield line.replace(/\r$/, '');
      }
      checkLine(rest);
    }
  } catch (error) {
    // Its last writer did not close it in time.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}
