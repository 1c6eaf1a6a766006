// The standard streams of the process, with what Node leaves to the program: EPIPE, back-pressure, safe text.
import type { WriteStream } from 'node:tty';
import { colorLevel } from './color.js';
import type { Every, LiveBlock } from './live-block.js';
import { liveProgress, plainProgress } from './progress.js';
import { prompt, type StandardStreams } from './prompt.js';
import type { AtExit } from './screen.js';
import { StreamClosed, type InStream, type Io, type OutStream, type Progress } from './streams.js';

export interface IoOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Read at the time of use: flags are parsed after the streams exist. */
  readonly color: () => 'auto' | 'always' | 'never';
  /** False where progress is not shown: `--quiet`, `--json`. */
  readonly progress: () => boolean;
  readonly input: () => boolean;
  /** What Ctrl-C does while a prompt reads the keyboard. */
  readonly interrupt: () => void;
  /** Aborted when the process is to end; a prompt ends with it. */
  readonly signal: AbortSignal;
  /** Gives the terminal back also when the process ends early. */
  readonly atExit: AtExit;
  /** The timer of status lines. */
  readonly every: Every;
  /** Leaves Ctrl-C to a program that has the terminal, until the returned function is called. */
  readonly holdInterrupts: () => () => void;
}

const closedCodes = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET']);

/** Node leaves `isTTY` undefined on pipes and files, whatever its types say. */
const onTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY === true;

/** The live block of stderr once it is shown. */
interface Shown {
  block: LiveBlock | null;
}

const outStream = (stream: WriteStream, options: IoOptions, shown: Shown): OutStream => {
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
    get rows() {
      return stream.rows || Number(options.env['LINES']) || Number.POSITIVE_INFINITY;
    },
    get colorLevel() {
      return colorLevel(options.env, isTTY, options.color());
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new StreamClosed());
        const write = (): unknown =>
          stream.write(text, (error?: NodeJS.ErrnoException | null) => {
            if (!error) return resolve();
            closed ||= closedCodes.has(error.code ?? '');
            return reject(closed ? new StreamClosed() : error);
          });
        if (isTTY && shown.block !== null) shown.block.above(text, write);
        else write();
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

/** Lines contain names of files and jobs, which must not steer the terminal. */
const cleaned = async (making: Progress | Promise<Progress>): Promise<Progress> => {
  const [{ safeLine }, progress] = await Promise.all([import('./text.js'), making]);
  return {
    ...progress,
    status: (lines) => progress.status(() => lines().map(safeLine)),
    line: (text) => progress.line(safeLine(text)),
  };
};

const live = async (
  stderr: WriteStream,
  { every, atExit }: IoOptions,
  shown: Shown,
): Promise<Progress> => {
  // ora shows one text, and every other write breaks it: its spinner is drawn by the block.
  const [{ LiveBlock: Block }, { default: ora }] = await Promise.all([
    import('./live-block.js'),
    import('ora'),
  ]);
  shown.block ??= new Block(stderr, every, atExit, ora({ stream: stderr }).spinner);
  return liveProgress(stderr, shown.block);
};

/**
 * The standard streams as commands see them. stdin is not touched before it is read: Node opens it on
 * first use, which takes time that most commands need not spend.
 */
export const nodeIo = (streams: StandardStreams, options: IoOptions): Io => {
  const shown: Shown = { block: null };
  return {
    stdin: inStream(streams),
    stdout: outStream(streams.stdout, options, shown),
    stderr: outStream(streams.stderr, options, shown),
    get canPrompt() {
      return onTerminal(streams.stdin) && onTerminal(streams.stderr) && options.input();
    },
    prompt: (question, { hidden = false } = {}) =>
      prompt(streams, question, { ...options, hidden }),
    screen: async (handlers) =>
      (await import('./screen.js')).openScreen(streams, handlers, options.atExit),
    pager: async (argv) => (await import('./pager.js')).openPager(argv, options),
    pick: async (question, choices) =>
      options.env['ASRCTL_ACCESSIBLE'] === '1' || options.env['TERM'] === 'dumb'
        ? (await import('./numbered.js')).pickByNumber(
            {
              ask: (line) => prompt(streams, line, { ...options, hidden: false }),
              write: (text) => void streams.stderr.write(text),
            },
            question,
            choices,
          )
        : (await import('./pick.js')).pick(streams, question, choices, options.signal),
    progress: () =>
      cleaned(
        // A bare pty has a width of 0: no line fits.
        onTerminal(streams.stderr) &&
          (streams.stderr.columns ?? 0) > 0 &&
          options.progress() &&
          options.env['ASRCTL_ACCESSIBLE'] !== '1' &&
          options.env['TERM'] !== 'dumb'
          ? live(streams.stderr, options, shown)
          : plainProgress(streams.stderr, options.progress()),
      ),
  };
};
