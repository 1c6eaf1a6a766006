// One question on stderr, one line from stdin.
import type { ReadStream, WriteStream } from 'node:tty';
import { InputEnded } from './streams.js';

export interface StandardStreams {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
}

export interface PromptOptions {
  /** The answer is not echoed. */
  readonly hidden: boolean;
  /** What Ctrl-C does meanwhile: Node turns it into an event of the interface and sends no signal. */
  readonly interrupt: () => void;
  /** Aborted by a signal of the process, also by the one that `interrupt` sends. */
  readonly signal: AbortSignal;
}

/** Asks and reads one line. Rejects with the signal's reason, or with InputEnded when stdin ends first. */
export const prompt = async (
  streams: StandardStreams,
  question: string,
  { hidden, interrupt, signal }: PromptOptions,
): Promise<string> => {
  signal.throwIfAborted();
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline'),
    import('node:stream'),
  ]);
  let [mute, answered] = [false, false];
  const echo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!mute) streams.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: streams.stdin, output: echo, terminal: true });
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
      lines.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    lines.once('SIGINT', interrupt);
    lines.once('close', () => {
      signal.removeEventListener('abort', stop);
      // After an answer that was shown, the terminal has its line end.
      if (hidden || !answered) streams.stderr.write('\n');
      reject(new InputEnded('input ended before an answer'));
    });
    lines.question(question, (answer) => {
      answered = true;
      resolve(answer);
      lines.close();
    });
    mute = hidden;
  });
};
