// One question on stderr, one line from stdin.
import type { ReadStream, WriteStream } from 'node:tty';
import { StreamClosed } from './streams.js';

export interface StandardStreams {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
}

/**
 * Asks and reads one line; `hidden` does not echo it. `interrupt` is what Ctrl-C does meanwhile: Node turns
 * it into an event of the interface and sends no signal. Rejects with StreamClosed when stdin ends first.
 */
export const prompt = async (
  streams: StandardStreams,
  question: string,
  hidden: boolean,
  interrupt: () => void,
): Promise<string> => {
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline'),
    import('node:stream'),
  ]);
  let mute = false;
  const echo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!mute) streams.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: streams.stdin, output: echo, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once('SIGINT', interrupt);
    lines.once('close', () => reject(new StreamClosed('input ended before an answer')));
    lines.question(question, (answer) => {
      resolve(answer);
      if (hidden) streams.stderr.write('\n');
      lines.close();
    });
    mute = hidden;
  });
};
