// The recording twin of src/terminal/node-streams.ts.
import type { GlobalFlags } from '../../src/app.js';
import type { MessageMode } from '../../src/messages.js';
import { colorLevel } from '../../src/terminal/color.js';
import { InputEnded, StreamClosed, type Io, type OutStream } from '../../src/terminal/streams.js';

export interface TerminalOptions {
  /** What stdin holds. Default: nothing. */
  readonly stdin?: string;
  /** Which streams claim to be terminals: all, or those named. Default: none. */
  readonly tty?: boolean | readonly ('stdin' | 'stdout' | 'stderr')[];
  /** Width of the terminal; default 80 on one, else COLUMNS, else no edge. */
  readonly columns?: number;
  /** Height of the terminal; default no edge. */
  readonly rows?: number;
  /** Null if no pager can be started, else how many texts it takes before the user ends it. */
  readonly pagerWrites?: number | null;
  /** Called with each frame that a screen shows. */
  readonly onFrame?: (lines: readonly string[], terminal: FakeTerminal) => void;
  /** Answers to prompts, in order; when they run out, stdin has ended. */
  readonly answers?: readonly string[];
  /** The reader of stdout goes away after this many writes. */
  readonly stdoutWrites?: number;
}

/** What happens at a terminal while a screen is shown. */
export interface FakeTerminal {
  press(key: string): void;
  resize(columns: number, rows: number): void;
}

interface Recorded {
  readonly stdout: string;
  readonly stderr: string;
  readonly statuses: readonly string[];
  /** What a screen showed, frame by frame; a closed one is the frame null. */
  readonly frames: readonly (readonly string[] | null)[];
  /** What a pager got, and how it was started. */
  readonly paged: readonly string[];
  readonly questions: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;
type Flags = () => GlobalFlags | null;

const claims = ({ tty = false }: TerminalOptions, stream: 'stdin' | 'stdout' | 'stderr'): boolean =>
  typeof tty === 'boolean' ? tty : tty.includes(stream);

async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  yield* lines;
}

/** Streams that keep what is written to them; `open` makes the Io once the flags can be asked for. */
export const recordingIo = (
  env: Env,
  options: TerminalOptions,
): { open(flags: Flags, mode: () => MessageMode): Io; recorded(): Recorded } => {
  const text = { stdout: '', stderr: '' };
  const statuses: string[] = [];
  const frames: (readonly string[] | null)[] = [];
  const paged: string[] = [];
  let size = { columns: options.columns, rows: options.rows };
  const questions: string[] = [];
  const answers = [...(options.answers ?? [])];
  let writesLeft = options.stdoutWrites ?? Number.POSITIVE_INFINITY;

  const out = (name: 'stdout' | 'stderr', flags: Flags): OutStream => {
    const isTTY = claims(options, name);
    return {
      isTTY,
      get columns() {
        return size.columns ?? (isTTY ? 80 : Number(env['COLUMNS']) || Number.POSITIVE_INFINITY);
      },
      get rows() {
        return size.rows ?? Number.POSITIVE_INFINITY;
      },
      get colorLevel() {
        return colorLevel(env, isTTY, flags()?.color ?? 'auto');
      },
      async write(piece) {
        if (name === 'stdout' && writesLeft-- <= 0) throw new StreamClosed();
        text[name] += piece;
      },
    };
  };

  const open = (flags: Flags, mode: () => MessageMode): Io => {
    const hidden = (): boolean => mode().quiet || mode().json;
    const animated = (): boolean =>
      claims(options, 'stderr') && !hidden() && env['TERM'] !== 'dumb';
    return {
      stdin: {
        isTTY: claims(options, 'stdin'),
        text: async () => options.stdin ?? '',
        lines: () => linesOf(options.stdin ?? ''),
      },
      stdout: out('stdout', flags),
      stderr: out('stderr', flags),
      get canPrompt() {
        return claims(options, 'stdin') && claims(options, 'stderr') && flags()?.input !== false;
      },
      async prompt(question) {
        questions.push(question);
        const answer = answers.shift();
        if (answer === undefined) throw new InputEnded('input ended before an answer');
        return answer;
      },
      async screen({ key, resize }) {
        const terminal: FakeTerminal = {
          press: key,
          resize(columns, rows) {
            size = { columns, rows };
            resize();
          },
        };
        return {
          draw(lines) {
            frames.push(lines);
            options.onFrame?.(lines, terminal);
          },
          close: () => void frames.push(null),
        };
      },
      async pager(argv) {
        if (options.pagerWrites === null) return null;
        let left = options.pagerWrites ?? Number.POSITIVE_INFINITY;
        paged.push(argv.join(' '));
        return {
          async write(piece) {
            if (left-- <= 0) throw new StreamClosed();
            paged.push(piece);
          },
          end: async () => {},
        };
      },
      async pick(question, choices) {
        questions.push(
          `${question}: ${choices.map(({ cells }) => cells.filter(Boolean).join(' ')).join(' | ')}`,
        );
        const answer = answers.shift();
        return answer === undefined ? null : Number(answer) - 1;
      },
      async progress() {
        return {
          animated: animated(),
          status: (lines) => void (animated() && statuses.push(lines().join('\n'))),
          line: (line) => {
            if (!hidden()) text.stderr += `${line}\n`;
          },
          stop: () => {},
        };
      },
    };
  };

  return { open, recorded: () => ({ ...text, statuses, frames, paged, questions }) };
};
