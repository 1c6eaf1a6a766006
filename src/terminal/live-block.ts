// Lines at the bottom of the terminal that are replaced as work goes on; everything else is written above them.
import type { WriteStream } from 'node:tty';
import { cutText } from './cut.js';
import type { AtExit } from './screen.js';
import { textWidth } from './text.js';

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';

/** Calls `work` at this interval, without keeping the process alive; the returned function ends it. */
export type Every = (ms: number, work: () => void) => () => void;

/** Frames before the first line, and how long each is shown; ora chooses those that the terminal can draw. */
export interface Spinner {
  readonly frames: readonly string[];
  readonly interval?: number;
}

const defaultFrameMs = 100;

export class LiveBlock {
  #lines: (() => readonly string[]) | null = null;
  /** What is on the screen; empty while hidden. */
  #shown: readonly string[] = [];
  #frame = 0;
  /** A text without a line end was written below: the block waits until the line ends. */
  #midLine = false;
  #end: (() => void) | null = null;

  constructor(
    private readonly stream: WriteStream,
    private readonly every: Every,
    private readonly atExit: AtExit,
    private readonly spinner: Spinner,
  ) {}

  /** Shows these lines, and asks for them again as time passes. */
  show(lines: () => readonly string[]): void {
    this.#lines = lines;
    if (this.#end === null) {
      this.stream.write(hideCursor);
      const stopTimer = this.every(this.spinner.interval ?? defaultFrameMs, () => this.#tick());
      const forget = this.atExit(() => this.stop());
      this.#end = () => {
        stopTimer();
        forget();
      };
    }
    this.#draw();
  }

  /** Writes something above the block. */
  above<T>(text: string, write: () => T): T {
    this.#erase();
    const result = write();
    this.#midLine = !text.endsWith('\n');
    this.#draw();
    return result;
  }

  stop(): void {
    if (this.#end === null) return;
    this.#end();
    this.#end = null;
    this.#lines = null;
    this.#erase();
    this.stream.write(showCursor);
  }

  #tick(): void {
    this.#frame = (this.#frame + 1) % this.spinner.frames.length;
    this.#draw();
  }

  /** Rows that the shown lines take now: after a resize a terminal breaks lines that became too long. */
  get #rows(): number {
    const { columns } = this.stream;
    return this.#shown.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / columns)),
      0,
    );
  }

  #erase(): void {
    // Line by line: tmux takes a screen that is cleared from its first cell for one to keep in its history.
    if (this.#shown.length > 0)
      this.stream.write(`\r${'\u001b[1A\u001b[2K'.repeat(this.#rows)}\u001b[J`);
    this.#shown = [];
  }

  #draw(): void {
    if (this.#lines === null || this.#midLine) return;
    const lines = this.#fitting(this.#lines());
    const before = this.#shown.length > 0 ? `\r\u001b[${this.#rows}A` : '';
    this.#shown = lines;
    // The cursor stays below: the ^C of a user never ends in the middle of a line.
    this.stream.write(`${before}${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[J`);
  }

  /** One column is left free: a full line and its line end are two rows on some terminals. */
  #fitting(lines: readonly string[]): readonly string[] {
    const { columns, rows } = this.stream;
    const most = Math.max(1, (rows || Number.POSITIVE_INFINITY) - 2);
    return lines
      .slice(0, most)
      .map((line, i) =>
        cutText(`${i === 0 ? this.spinner.frames[this.#frame] : ' '} ${line}`, columns - 1),
      );
  }
}
