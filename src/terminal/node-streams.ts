// The real streams. Handles what Node leaves to the program: EPIPE, back-pressure, hidden prompts.
import type { ReadStream, WriteStream } from 'node:tty';
import { colorLevel } from './color.js';
import { StreamClosed, type InStream, type Io, type OutStream, type Progress } from './streams.js';

export interface IoOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Read at the time of use: flags are parsed after the streams exist. */
  readonly color: () => 'auto' | 'always' | 'never';
  readonly quiet: () => boolean;
  readonly input: () => boolean;
}

interface StandardStreams {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
}

const closedCodes = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET']);

/** Node leaves `isTTY` undefined on pipes and files, whatever its types say. */
const onTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY === true;

const outStream = (stream: WriteStream, options: IoOptions): OutStream => {
  let closed = false;
  // Without a listener Node turns EPIPE into a crash; the failing write reports it instead.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed ||= closedCodes.has(error.code ?? '');
  });
  const isTTY = onTerminal(stream);
  return {
    isTTY,
    get columns() {
      return stream.columns || Number(options.env['COLUMNS']) || Number.POSITIVE_INFINITY;
    },
    get colorLevel() {
      return colorLevel(options.env, isTTY, options.color());
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new StreamClosed());
        stream.write(text, (error?: NodeJS.ErrnoException | null) => {
          if (!error) return resolve();
          closed ||= closedCodes.has(error.code ?? '');
          return reject(closed ? new StreamClosed() : error);
        });
      }),
  };
};

const inStream = (streams: StandardStreams): InStream => ({
  get isTTY() {
    return onTerminal(streams.stdin);
  },
  async text() {
    streams.stdin.setEncoding('utf8');
    let text = '';
    for await (const chunk of streams.stdin) text += String(chunk);
    return text;
  },
  async *lines() {
    const { createInterface } = await import('node:readline');
    yield* createInterface({ input: streams.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  },
});

const prompt = async (
  streams: StandardStreams,
  question: string,
  hidden: boolean,
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
    // Node turns Ctrl-C into an event of the interface while it reads; hand it on as the signal it is.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    lines.once('close', () => reject(new StreamClosed('input ended before an answer')));
    lines.question(question, (answer) => {
      resolve(answer);
      if (hidden) streams.stderr.write('\n');
      lines.close();
    });
    mute = hidden;
  });
};

const plainProgress = (streams: StandardStreams, quiet: boolean): Progress => ({
  status: () => {},
  line: (text) => {
    if (!quiet) streams.stderr.write(`${text}\n`);
  },
  stop: () => {},
});

/** Lines name files and jobs: what is in such a name must not steer the terminal. */
const cleaned = async (making: Progress | Promise<Progress>): Promise<Progress> => {
  const [{ safeLine }, progress] = await Promise.all([import('./text.js'), making]);
  return { ...progress, line: (text) => progress.line(safeLine(text)) };
};

const spinnerProgress = async (streams: StandardStreams): Promise<Progress> => {
  const { default: ora } = await import('ora');
  // discardStdin would put the terminal into raw mode and swallow what is typed ahead.
  const spinner = ora({ stream: streams.stderr, discardStdin: false });
  return {
    status: (text) => {
      if (spinner.isSpinning) spinner.text = text;
      else spinner.start(text);
    },
    line: (text) => {
      const resume = spinner.isSpinning;
      if (resume) spinner.stop();
      streams.stderr.write(`${text}\n`);
      if (resume) spinner.start();
    },
    stop: () => void spinner.stop(),
  };
};

/**
 * The standard streams of this process, as commands see them. stdin is not touched before it is read:
 * Node opens it then, which costs a start of every command that never reads it.
 */
export const nodeIo = (streams: StandardStreams, options: IoOptions): Io => ({
  stdin: inStream(streams),
  stdout: outStream(streams.stdout, options),
  stderr: outStream(streams.stderr, options),
  get canPrompt() {
    return onTerminal(streams.stdin) && onTerminal(streams.stderr) && options.input();
  },
  prompt: (question, { hidden = false } = {}) => prompt(streams, question, hidden),
  progress: () =>
    cleaned(
      // A terminal that tells no width (a bare pty says 0) makes ora clear infinitely many lines.
      onTerminal(streams.stderr) &&
        (streams.stderr.columns ?? 0) > 0 &&
        !options.quiet() &&
        options.env['TERM'] !== 'dumb'
        ? spinnerProgress(streams)
        : plainProgress(streams, options.quiet()),
    ),
});
